import { type ButtonProps, theme } from 'antd';
import type { ReactNode } from 'react';

/** Secondary text that still has the contrast of 4.5:1 that WCAG asks for; antd's own `secondary` has 3.4:1. */
export function HelpText({ children }: { children: ReactNode }) {
  const { token } = theme.useToken();
  return <span style={{ color: token.colorTextSecondary }}>{children}</span>;
}

/** The look of a page's one action. White on the theme's plain primary colour has 4.1:1, so it is the darker shade. */
export function usePrimaryAction(): Pick<ButtonProps, 'type' | 'size' | 'block' | 'style'> {
  const { token } = theme.useToken();
  return { type: 'primary', size: 'large', block: true, style: { background: token.colorPrimaryActive } };
}
