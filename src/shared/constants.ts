/** Names that the server and both browser clients share. */

// In files of their own, so that the part of the clients that everybody downloads has nothing else.
export * from './at-start';
export * from './error-messages';

export const PACKAGE_NAME = '@nocobase/plugin-auth-wecom';
/** i18n namespace of every sentence in `src/locale`. */
export const NAMESPACE = PACKAGE_NAME;
export const PLUGIN_NAME = 'auth-wecom';

/** Client route, in both clients, with the links of the person who is signed in. */
export const LINK_PATH = '/wecom/link';
export const AUTHORIZE_ACTION = 'wecom:authorize';
export const CHECK_SETTINGS_ACTION = 'wecom:checkSettings';
export const TEST_MESSAGE_ACTION = 'wecom:testMessage';

/** WeCom among the sources of NocoBase's user data synchronisation. */
export const SOURCE_TYPE = 'wecom';

/** WeCom among the channels of NocoBase's notifications. */
export const CHANNEL_TYPE = 'wecom';

/** What the browser gets instead of a saved secret; saving it again keeps the secret. */
export const SECRET_MASK = '********';
/** What is wrong with a mask that somebody has typed into (a locale key). No secret of WeCom has an asterisk. */
export const HALF_A_MASK = 'Please clear the field first, then enter the whole Secret.';

/** Where a person lands who asked for nothing else. */
export const DEFAULT_REDIRECT = '/admin';

/** Defaults of the three addresses of WeCom (public cloud). */
export const DEFAULT_API_BASE_URL = 'https://qyapi.weixin.qq.com';
export const DEFAULT_OAUTH_BASE_URL = 'https://open.weixin.qq.com';
export const DEFAULT_LOGIN_BASE_URL = 'https://login.work.weixin.qq.com';

/** Session cookie and sessionStorage key that say "automatic sign-in was tried already" (S-34). */
const AUTO_LOGIN_COOKIE = 'wecom_auto';
export const AUTO_LOGIN_STORAGE_KEY = 'wecom:auto';
/** Longest time from a start at the server until the client remembers it by itself, in ms. */
export const AUTO_LOGIN_UNDER_WAY_MS = 2 * 60_000;

/** Name of the mark's cookie. Sub-apps share an origin with the main application, and each signs in by itself. */
export function autoLoginCookie(app: string): string {
  return `${AUTO_LOGIN_COOKIE}_${app}`;
}
