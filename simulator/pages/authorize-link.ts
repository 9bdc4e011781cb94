import { type App, findApp } from '../corp';
import { hostOf, isTrustedDomain } from '../domains';
import type { SimulatorState } from '../state';

export interface AuthorizeLink {
  /** `null` when the link names no app. */
  app: App | null;
  scope: 'snsapi_base' | 'snsapi_privateinfo';
  redirectUri: string;
  redirectHost: string;
  state: string;
}

/** Which part of the link is wrong; `domain` is the one administrators meet. */
type LinkProblem = 'domain' | 'appid' | 'response_type' | 'scope' | 'state' | 'agentid' | 'redirect_uri' | 'closed';

const SCOPES = ['snsapi_base', 'snsapi_privateinfo', 'snsapi_userinfo'];

/** Reads an OAuth link as strictly as the document words it. @see document path 91022 */
export function readAuthorizeLink(query: URLSearchParams, state: SimulatorState): AuthorizeLink | LinkProblem {
  const { corp } = state;
  const scope = query.get('scope') ?? '';
  const agentid = query.get('agentid') ?? '';
  const redirectUri = query.get('redirect_uri') ?? '';
  const stateParam = query.get('state') ?? '';

  if (query.get('appid') !== corp.corpId) return 'appid';
  if (query.get('response_type') !== 'code') return 'response_type';
  if (!SCOPES.includes(scope)) return 'scope';
  if (!/^[a-zA-Z0-9]{0,128}$/.test(stateParam)) return 'state';
  // A fragment collides with #wechat_redirect and loses the code in real clients.
  if (redirectUri === '' || redirectUri.includes('#')) return 'redirect_uri';

  const app = agentid === '' ? null : /^\d+$/.test(agentid) ? findApp(corp, Number(agentid)) : undefined;
  if (app === undefined) return 'agentid';
  if (app?.closed) return 'closed';
  const redirectHost = hostOf(redirectUri);
  const candidates = app ? [app] : corp.apps;
  if (!redirectHost || !candidates.some((one) => isTrustedDomain(one, redirectHost))) return 'domain';
  return {
    app,
    // Without agentid WeCom silently falls back to the scope that asks for nothing.
    scope: scope === 'snsapi_privateinfo' && app ? 'snsapi_privateinfo' : 'snsapi_base',
    redirectUri,
    redirectHost,
    state: stateParam,
  };
}
