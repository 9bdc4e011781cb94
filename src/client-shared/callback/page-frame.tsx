import { Flex, Typography, theme } from 'antd';
import type { ReactNode } from 'react';

type Props = { icon: ReactNode; title: string; children: ReactNode };

/** One calm column in the middle of the page, from phones of 320 px on. */
export function PageFrame({ icon, title, children }: Props) {
  const { token } = theme.useToken();
  return (
    <main style={{ minHeight: '100vh', display: 'flex', justifyContent: 'center', background: token.colorBgContainer }}>
      <Flex
        vertical
        align="center"
        gap={16}
        style={{
          boxSizing: 'border-box',
          width: '100%',
          maxWidth: 440,
          padding: '12vh 20px 32px',
          textAlign: 'center',
          overflowWrap: 'anywhere',
          textWrap: 'balance',
        }}
      >
        {icon}
        <Typography.Title level={1} style={{ fontSize: 24, margin: 0 }}>
          {title}
        </Typography.Title>
        {children}
      </Flex>
    </main>
  );
}
