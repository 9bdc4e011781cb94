import type { Application } from '@nocobase/server';
import { notificationPlugin, registerChannel } from './notification-manager';
import type { MessageSender } from './sender';
import { adaptNotificationNode } from './workflow-node';

/**
 * Offers WeCom as a channel of NocoBase's notifications, when their plugin is there. After all plugins were loaded, because
 * the order is not ours to choose; enabling a plugin later loads the application anew, and this with it.
 */
export function offerMessages(app: Application, sender: MessageSender): void {
  app.on('afterLoad', () => {
    const plugin = notificationPlugin(app);
    if (!plugin) return;
    registerChannel(plugin, sender);
    adaptNotificationNode(app, plugin);
  });
}
