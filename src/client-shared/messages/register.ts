import { CHANNEL_TYPE, NAMESPACE } from '../../shared/constants';
import type { ClientApp } from '../client-app';

interface NotificationPlugin {
  registerChannelType(channel: { title: string; type: string; components: object }): void;
}

/** Offers WeCom among NocoBase's notification channels, when their plugin is there. */
export function registerChannel({ pm }: ClientApp, components: object): void {
  (pm.get('notification-manager') as NotificationPlugin | undefined)?.registerChannelType({
    title: `{{t("WeCom",{"ns":"${NAMESPACE}"})}}`,
    type: CHANNEL_TYPE,
    components,
  });
}
