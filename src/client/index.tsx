import { lazy, Plugin } from '@nocobase/client';
import AuthPlugin from '@nocobase/plugin-auth/client';
import { type ComponentType, createElement } from 'react';
import type { Callback } from '../client-shared/callback/callback';
import type { ClientApp, PublicAuthenticator } from '../client-shared/client-app';
import { beforeClientStarts, startInWeCom } from '../client-shared/startup';
import { AUTH_TYPE, CALLBACK_PATH } from '../shared/constants';

/** What the plugin hands to each of its components. */
type Given = { app: ClientApp; callback: Callback | undefined };

const SignInButton = lazy<Given & { authenticator: PublicAuthenticator }>(() => import('./sign-in-button'));
const CallbackPage = lazy<Given>(() => import('./callback-page'));
const SettingsForm = lazy<Given>(() => import('./settings-form'));

/** The legacy client: registration only, everything that is shown comes later. */
export class PluginAuthWeComClient extends Plugin {
  private callback?: Callback;

  override async afterAdd(): Promise<void> {
    this.callback = await beforeClientStarts(this.app);
  }

  override async load(): Promise<void> {
    const given: Given = { app: this.app, callback: this.callback };
    const handOn =
      <P,>(Component: ComponentType<P & Given>) =>
      (props: P) =>
        createElement(Component, { ...props, ...given });
    this.pm.get(AuthPlugin).registerType(AUTH_TYPE, {
      components: { SignInButton: handOn(SignInButton), AdminSettingsForm: handOn(SettingsForm) },
    });
    this.router.add('wecom-callback', { path: CALLBACK_PATH, skipAuthCheck: true, Component: handOn(CallbackPage) });
    await startInWeCom(this.app);
  }
}

export default PluginAuthWeComClient;
