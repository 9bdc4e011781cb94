import { lazy, Plugin } from '@nocobase/client';
import AuthPlugin from '@nocobase/plugin-auth/client';
import { type ComponentType, createElement } from 'react';
import type { CallbackPageProps } from '../client-shared/callback/callback-page';
import type { OpenCallback } from '../client-shared/callback-address';
import type { ClientApp, PublicAuthenticator } from '../client-shared/client-app';
import { beforeClientStarts, startInWeCom, whenSignedIn } from '../client-shared/startup';
import { AUTH_TYPE, CALLBACK_PATH } from '../shared/at-start';

const SignInButton = lazy<{ app: ClientApp; authenticator: PublicAuthenticator }>(() => import('./sign-in-button'));
const CallbackPage = lazy<CallbackPageProps>(() => import('./callback-page'));
const SettingsForm = lazy<{ app: ClientApp }>(() => import('./settings-form'));

/** The legacy client: registration only, everything that is shown comes later. */
export default class PluginAuthWeComClient extends Plugin {
  // `declare`: a field of its own would cost every visitor a helper of the compiler.
  declare private callback?: OpenCallback;

  override async afterAdd(): Promise<void> {
    this.callback = await beforeClientStarts(this.app);
  }

  override async load(): Promise<void> {
    const withApp =
      <P,>(Component: ComponentType<P & { app: ClientApp }>) =>
      (props: P) =>
        createElement(Component, { ...props, app: this.app });
    this.pm.get(AuthPlugin).registerType(AUTH_TYPE, {
      components: { SignInButton: withApp(SignInButton), AdminSettingsForm: withApp(SettingsForm) },
    });
    const callbackPage = () => createElement(CallbackPage, { app: this.app, callback: this.callback });
    this.router.add('wecom-callback', { path: CALLBACK_PATH, skipAuthCheck: true, Component: callbackPage });
    await whenSignedIn(this.app, async () => (await import('./signed-in')).register(this));
    await startInWeCom(this.app);
  }
}
