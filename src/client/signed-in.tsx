import { lazy, type Plugin } from '@nocobase/client';
import { type ComponentType, createElement } from 'react';
import { goOnAfterSignIn } from '../client-shared/account/after-sign-in';
import type { ClientApp } from '../client-shared/client-app';
import { registerSource } from '../client-shared/directory/register';
import { translator } from '../client-shared/translate';
import { LINK_PATH } from '../shared/constants';
import { WeComAccountItem } from './account-item';
import { registerMessages } from './messages/register';

const AccountPage = lazy<{ app: ClientApp }>(async () => ({ default: (await import('./pages')).AccountPage }));
const LinksPage = lazy<{ app: ClientApp }>(async () => ({ default: (await import('./pages')).LinksPage }));
const SourceForm = lazy<{ app: ClientApp }>(async () => ({
  default: (await import('./admin-forms')).SourceForm,
}));

/** The page and menu item "WeCom account", the administrators' page, the channel for messages, and the source of people. */
export function register({ app, router }: Plugin): void {
  const withApp = (Component: ComponentType<{ app: ClientApp }>) => () => createElement(Component, { app });
  router.add('wecom-link', { path: LINK_PATH, Component: withApp(AccountPage) });
  app.addUserCenterSettingsItem({ name: 'wecom-account', sort: 160, Component: withApp(WeComAccountItem) });
  app.pluginSettingsManager.add('users-permissions.wecom', {
    title: translator(app)('WeCom'),
    icon: 'LinkOutlined',
    Component: withApp(LinksPage),
    sort: 98,
    aclSnippet: 'pm.users.wecom',
  });
  registerMessages(app);
  registerSource(app, { AdminSettingsForm: withApp(SourceForm) });
  goOnAfterSignIn(app);
}
