import { authorizePath } from '../shared/api-paths';
import { DEFAULT_REDIRECT } from '../shared/constants';
import { plainPath } from '../shared/plain-path';
import type { ClientApp } from './client-app';

const trim = (path: string) => path.replace(/^\/+|\/+$/g, '');
const directory = (path: string) => (trim(path) ? `/${trim(path)}/` : '/');

/** Where this client lives: `/`, `/v/`, `/apps/a1/`, `/nocobase/v/apps/a1/`; always with both slashes. */
export function clientBase(app: ClientApp): string {
  return directory(app.router.getBasename() || app.getPublicPath());
}

/** Where a person lands who asked for nothing else: in the client that is open. */
export function startPage(app: ClientApp): string {
  return clientBase(app) + DEFAULT_REDIRECT.slice(1);
}

function modernPrefix(): string {
  return trim(window.__nocobase_modern_client_prefix__ || '') || 'v';
}

/** `APP_PUBLIC_PATH`: what is left of this client's public path without the prefix of the modern client. */
export function rootPath(app: ClientApp): string {
  const base = directory(app.getPublicPath());
  const suffix = `/${modernPrefix()}/`;
  return base.endsWith(suffix) ? base.slice(0, 1 - suffix.length) : base;
}

export type SignInRequest = { authenticator: string; redirect?: string; consent?: boolean };

/** The link that starts a sign-in in this app. */
export function authorizeUrl(app: ClientApp, { authenticator, redirect, consent }: SignInRequest): string {
  const api = `${(app.apiClient.axios.defaults.baseURL || '/api/').replace(/\/+$/, '')}/`;
  const query = { authenticator, ...(redirect && { redirect }), ...(consent && { consent: '1' }) };
  return authorizePath(api, app.name || 'main', query);
}

/**
 * What a sign-in page was asked for. The legacy client writes the page as it is, `?redirect=/admin/x?filter=open&tab=2#list`:
 * what follows belongs to that page, and a parser would take its second parameter for one of the sign-in page.
 *
 * @see NocoBase client/src/user/CurrentUserProvider.tsx, plugin-auth/src/client/interceptors.ts
 */
export function redirectParameter({ search, hash }: Pick<Location, 'search' | 'hash'>): string | null {
  const parsed = new URLSearchParams(search).get('redirect');
  const written = /[?&]redirect=(\/.*)$/.exec(search)?.[1];
  if (written === undefined) return parsed;
  // With a question mark before the first `&` the whole rest is the page's own query, escaped as that page has it.
  const page = /^[^&]*\?/.test(written) ? written : parsed;
  return page?.includes('#') ? page : `${page}${hash}`;
}

/**
 * The page that a sign-in page was asked for, from its `redirect` parameter, as a path from the root: the legacy
 * client writes `/admin/x` relative to itself, the modern one `/v/admin/x` from the root.
 */
export function wantedPage(app: ClientApp, redirect: string | null): string | undefined {
  const path = plainPath(redirect);
  if (!path) return undefined;
  const base = clientBase(app);
  return path.startsWith(base) || isModern(app, path) ? path : base + path.slice(1);
}

function isModern(app: ClientApp, path: string): boolean {
  return path.startsWith(`${rootPath(app)}${modernPrefix()}/`);
}

/**
 * The same page in the words of this client's router, or undefined when the page belongs to the other client or to
 * another app, which needs a full page load.
 */
export function routerPath(app: ClientApp, path: string): string | undefined {
  const base = clientBase(app);
  if (!path.startsWith(base) || isModern(app, path) !== isModern(app, base)) return undefined;
  const rest = path.slice(base.length);
  return /^apps\//.test(rest) ? undefined : `/${rest}`;
}
