import { type App, findApp } from '../corp';
import { hostOf, isWebLoginDomain } from '../domains';
import type { SimulatorState } from '../state';

/** `wwlogin` is the page of the cloud; private deployments have the older `qrConnect` only. */
export type LoginPage = 'wwlogin' | 'qrConnect';

export interface WebLoginLink {
  app: App;
  redirectUri: string;
  redirectHost: string;
  state: string;
}

/** @see document paths 98152 (wwlogin) and 91019 (qrConnect), which has no login_type */
export function readWebLoginLink(
  kind: LoginPage,
  query: URLSearchParams,
  { corp }: SimulatorState,
): WebLoginLink | 'domain' | 'parameter' {
  const agentid = query.get('agentid') ?? '';
  const redirectUri = query.get('redirect_uri') ?? '';
  if (kind === 'wwlogin' && query.get('login_type') !== 'CorpApp') return 'parameter';
  if (query.get('appid') !== corp.corpId) return 'parameter';
  const app = /^\d+$/.test(agentid) ? findApp(corp, Number(agentid)) : undefined;
  if (!app || app.closed || redirectUri === '' || redirectUri.includes('#')) return 'parameter';
  const redirectHost = hostOf(redirectUri);
  // WeCom refuses a second scheme inside an unencoded query.
  const hasSecondScheme = redirectUri.indexOf('://') !== redirectUri.lastIndexOf('://');
  if (!redirectHost || hasSecondScheme || !isWebLoginDomain(app, redirectHost)) return 'domain';
  return { app, redirectUri, redirectHost, state: query.get('state') ?? '' };
}
