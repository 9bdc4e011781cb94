import { AUTHORIZE_ACTION } from './constants';

/** Relation of the panel's address in the header `Link` of `wecom:authorize?panel=1`. */
export const PANEL_LINK = 'wecom-panel';

/**
 * The link that starts a sign-in; it works with no script and no header, so a sub-app is named in the path.
 *
 * @param api - base of the API, a path or an address, with a slash at its end
 * @param app - name of the application
 * @param query - `authenticator`, and what the sign-in needs besides
 * @see NocoBase core/server/src/gateway (`__app`)
 */
export function authorizePath(api: string, app: string, query: Record<string, string>): string {
  // A plus is a space for forms only, and the link is pasted into WeCom's console.
  const parameters = new URLSearchParams(query).toString().replaceAll('+', '%20');
  return `${apiPath(api, app, AUTHORIZE_ACTION)}?${parameters}`;
}

/** An action of an application's API, for callers who send no header: a sub-app is named in the path. */
export function apiPath(api: string, app: string, action: string): string {
  return `${api}${app === 'main' ? '' : `__app/${encodeURIComponent(app)}/`}${action}`;
}
