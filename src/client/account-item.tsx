import { SchemaSettingsItem } from '@nocobase/client';
import type { ClientApp } from '../client-shared/client-app';
import { clientBase } from '../client-shared/paths';
import { useT } from '../client-shared/translate';
import { LINK_PATH } from '../shared/constants';

/** The item "WeCom account" in the user's menu. */
export function WeComAccountItem({ app }: { app: ClientApp }) {
  const title = useT()('WeCom account');
  return (
    <SchemaSettingsItem eventKey="wecom-account" title={title}>
      <a href={clientBase(app) + LINK_PATH.slice(1)}>{title}</a>
    </SchemaSettingsItem>
  );
}
