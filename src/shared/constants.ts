/** Names that the server and both browser clients share. */

// In a file of its own, so that the part of the clients that everybody downloads goes without the sentences.
export * from './error-messages';

export const PACKAGE_NAME = '@nocobase/plugin-auth-wecom';
/** i18n namespace of every sentence in `src/locale`. */
export const NAMESPACE = PACKAGE_NAME;
export const PLUGIN_NAME = 'auth-wecom';
export const AUTH_TYPE = 'wecom';

/** Client route, in both clients, that WeCom sends the browser back to. */
export const CALLBACK_PATH = '/wecom/callback';
/** Whether a path is the callback page, in any client and app. It is here because all visitors run it at start. */
export function isCallbackPage(path: string): boolean {
  return /\/wecom\/callback\/*$/i.test(path);
}

export const AUTHORIZE_ACTION = 'wecom:authorize';
export const CHECK_SETTINGS_ACTION = 'wecom:checkSettings';

/** What the browser gets instead of a saved secret; saving it again keeps the secret. */
export const SECRET_MASK = '********';

/** Where a person lands who asked for nothing else. */
export const DEFAULT_REDIRECT = '/admin';

/** Session cookie and sessionStorage key that say "automatic login was tried already" (S-34). */
export const AUTO_LOGIN_COOKIE = 'wecom_auto';
export const AUTO_LOGIN_STORAGE_KEY = 'wecom:auto';
/** Longest time from a start at the server until the client remembers it by itself, in ms. */
export const AUTO_LOGIN_UNDER_WAY_MS = 2 * 60_000;

/** Name of the mark's cookie. Sub-apps share an origin with the main application, and each signs in by itself. */
export function autoLoginCookie(app: string): string {
  return `${AUTO_LOGIN_COOKIE}_${app}`;
}
