/** Which hosts an app may send its people back to. */
import type { App } from './corp';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|[a-z0-9-]+\.localhost)(:\d+)?$/;

/** host[:port] of an absolute http(s) URL, default ports left out; undefined for anything else. */
export function hostOf(url: string): string | undefined {
  // WHATWG parsing forgives `https:host` and backslashes; WeCom does not.
  if (!/^https?:\/\/[^/\\]/i.test(url) || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return parsed.username || parsed.password ? undefined : parsed.host;
}

/** May the OAuth page of this app send the browser to this host? Exact match with port. @see document path 91335 */
export function isTrustedDomain(app: App, host: string): boolean {
  return app.trustedDomain === null ? LOOPBACK.test(host) : host === app.trustedDomain.toLowerCase();
}

/** May the web login? Its own callback domain or the trusted one will do. @see document path 98152 */
export function isWebLoginDomain(app: App, host: string): boolean {
  if (app.callbackDomain !== null && host === app.callbackDomain.toLowerCase()) return true;
  if (app.trustedDomain === null && app.callbackDomain !== null) return false;
  return isTrustedDomain(app, host);
}
