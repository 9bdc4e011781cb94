import { Plugin } from '@nocobase/client-v2';
import AuthPlugin from '@nocobase/plugin-auth/client-v2';
import { type ComponentType, createElement } from 'react';
import type { Callback } from '../client-shared/callback/callback';
import type { PublicAuthenticator } from '../client-shared/client-app';
import { beforeClientStarts, startInWeCom } from '../client-shared/startup';
import { AUTH_TYPE, CALLBACK_PATH } from '../shared/constants';

type Page<P> = () => Promise<{ default: ComponentType<P> }>;

/** The modern client: registration only, everything that is shown comes later. */
export class PluginAuthWeComClientV2 extends Plugin {
  private callback?: Callback;

  override async afterAdd(): Promise<void> {
    this.callback = await beforeClientStarts(this.app);
  }

  override async load(): Promise<void> {
    const given = { app: this.app, callback: this.callback };
    const handOn =
      <P,>(load: Page<P & typeof given>): Page<P> =>
      async () => {
        const { default: Component } = await load();
        return { default: (props: P) => createElement(Component, { ...props, ...given }) };
      };
    this.pm.get(AuthPlugin).registerType(AUTH_TYPE, {
      signInButtonLoader: handOn<{ authenticator: PublicAuthenticator }>(() => import('./sign-in-button')),
      adminSettingsFormLoader: handOn(() => import('./settings-form')),
    });
    this.router.add('wecom-callback', {
      path: CALLBACK_PATH,
      skipAuthCheck: true,
      componentLoader: handOn(() => import('./callback-page')),
    });
    await startInWeCom(this.app);
  }
}

export default PluginAuthWeComClientV2;
