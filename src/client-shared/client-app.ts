/** The application object of either client; the two are alike in all that this plugin uses. */
export type { Application as ClientApp, ClientApi, RequestConfig } from '@nocobase/client-v2';

/** One entry of `authenticators:publicList`, as both sign-in pages hand it to the button. */
export type PublicAuthenticator = {
  name: string;
  authType: string;
  title?: string;
  options?: {
    autoSignup?: boolean;
    autoLogin?: boolean;
    workbenchRedirect?: string;
    buttonText?: string;
    tooltip?: string;
    showQrCode?: boolean;
  };
};

declare global {
  interface Window {
    __nocobase_modern_client_prefix__?: string;
  }
}
