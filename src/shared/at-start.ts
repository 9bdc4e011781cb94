/** What every visitor's browser runs when a client starts; what stands here everybody downloads. */

export const AUTH_TYPE = 'wecom';

/** Client route, in both clients, that WeCom sends the browser back to. */
export const CALLBACK_PATH = '/wecom/callback';

/** Whether a path is the callback page, in any client and app. */
export function isCallbackPage(path: string): boolean {
  return /\/wecom\/callback\/*$/i.test(path);
}
