import { Plugin } from '@nocobase/client-v2';
import AuthPlugin from '@nocobase/plugin-auth/client-v2';
import { type ComponentType, createElement } from 'react';
import type { OpenCallback } from '../client-shared/callback-address';
import type { ClientApp, PublicAuthenticator } from '../client-shared/client-app';
import { beforeClientStarts, startInWeCom, whenSignedIn } from '../client-shared/startup';
import { AUTH_TYPE, CALLBACK_PATH } from '../shared/at-start';

type Page<P> = () => Promise<{ default: ComponentType<P> }>;

/** The modern client: registration only, everything that is shown comes later. */
export default class PluginAuthWeComClientV2 extends Plugin {
  // `declare`: a field of its own would cost every visitor a helper of the compiler.
  declare private callback?: OpenCallback;

  override async afterAdd(): Promise<void> {
    this.callback = await beforeClientStarts(this.app);
  }

  override async load(): Promise<void> {
    const withApp =
      <P,>(load: Page<P & { app: ClientApp }>): Page<P> =>
      async () => {
        const { default: Component } = await load();
        return { default: (props: P) => createElement(Component, { ...props, app: this.app }) };
      };
    this.pm.get(AuthPlugin).registerType(AUTH_TYPE, {
      signInButtonLoader: withApp<{ authenticator: PublicAuthenticator }>(() => import('./sign-in-button')),
      adminSettingsFormLoader: withApp(() => import('./settings-form')),
    });
    this.router.add('wecom-callback', {
      path: CALLBACK_PATH,
      skipAuthCheck: true,
      componentLoader: async () => {
        const { default: CallbackPage } = await import('./callback-page');
        return { default: () => createElement(CallbackPage, { app: this.app, callback: this.callback }) };
      },
    });
    await whenSignedIn(this.app, async () => (await import('./signed-in')).register(this));
    await startInWeCom(this.app);
  }
}
