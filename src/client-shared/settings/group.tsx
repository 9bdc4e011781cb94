import { Collapse, Divider, Typography } from 'antd';
import type { ReactNode } from 'react';

/** Some settings that belong together. */
export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Divider style={{ margin: '24px 0 12px' }} />
      <Typography.Title level={5} style={{ marginTop: 0 }}>
        {title}
      </Typography.Title>
      {children}
    </section>
  );
}

/** Settings that most people leave alone. */
export function FoldedGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Collapse
      ghost
      // Fields that are not there would be saved as emptied.
      items={[{ key: 'folded', label: title, forceRender: true, children }]}
    />
  );
}

/** NocoBase's drawer takes half of any screen, which is too little of a phone's. */
export function WideOnPhones() {
  return (
    <style>
      {
        '@media (max-width: 575px) { .ant-drawer-content-wrapper:has([data-wecom-settings]) { width: 100% !important } }'
      }
    </style>
  );
}
