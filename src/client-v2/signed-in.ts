import type { Plugin } from '@nocobase/client-v2';
import { type ComponentType, createElement } from 'react';
import { goOnAfterSignIn } from '../client-shared/account/after-sign-in';
import type { ClientApp } from '../client-shared/client-app';
import { registerSource } from '../client-shared/directory/register';
import { translator } from '../client-shared/translate';
import { LINK_PATH } from '../shared/constants';
import { accountItem } from './account-item';
import { registerMessages } from './messages/register';

/** The page and menu item "WeCom account", the administrators' page, the channel for messages, and the source of people. */
export function register({ app, router, pluginSettingsManager }: Plugin): void {
  const withApp = (load: () => Promise<{ default: ComponentType<{ app: ClientApp }> }>) => async () => {
    const { default: Component } = await load();
    return { default: () => createElement(Component, { app }) };
  };
  router.add('wecom-link', {
    path: LINK_PATH,
    componentLoader: withApp(async () => ({ default: (await import('./pages')).AccountPage })),
  });
  app.flowEngine.registerModels({ WeComAccountItem: accountItem(app) });
  if (pluginSettingsManager.has('users-permissions')) {
    pluginSettingsManager.addPageTabItem({
      menuKey: 'users-permissions',
      key: 'wecom',
      title: translator(app)('WeCom'),
      icon: 'LinkOutlined',
      sort: 98,
      aclSnippet: 'pm.users.wecom',
      componentLoader: withApp(async () => ({ default: (await import('./pages')).LinksPage })),
    });
  }
  registerMessages(app);
  registerSource(app, {
    AdminSettingsFormLoader: withApp(async () => ({ default: (await import('./admin-forms')).SourceForm })),
  });
  goOnAfterSignIn(app);
}
