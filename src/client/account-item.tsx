import { SchemaSettingsItem } from '@nocobase/client';
import type { ClientApp } from '../client-shared/client-app';
import { clientBase } from '../client-shared/paths';
import { useT } from '../client-shared/translate';
import { LINK_PATH } from '../shared/constants';

/** The item "WeCom account" in the user's menu. */
export function WeComAccountItem({ app }: { app: ClientApp }) {
  const title = useT()('WeCom account');
  return (
    <SchemaSettingsItem
      eventKey="wecom-account"
      title={title}
      // No link: NocoBase prevents the default of a click. No navigate: the route may be younger than the router, when
      // somebody has just signed in.
      onClick={() => window.location.assign(clientBase(app) + LINK_PATH.slice(1))}
    />
  );
}
