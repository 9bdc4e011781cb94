import { SAMPLE, type Simulator, USER_AGENTS } from '../../simulator';
import type { NocoBaseApi } from './api';

/**
 * The options of an authenticator that uses the simulator's sample company instead of WeCom.
 *
 * @param origin where the browser finds NocoBase, such as `http://127.0.0.1:13000`
 */
export function simulatorOptions(
  simulatorUrl: string,
  origin: string,
  more: Record<string, unknown> & { public?: Record<string, unknown> } = {},
): Record<string, unknown> {
  return {
    corpId: SAMPLE.corpId,
    agentId: String(SAMPLE.agentId),
    secret: SAMPLE.secret,
    origin,
    apiBaseUrl: simulatorUrl,
    oauthBaseUrl: simulatorUrl,
    loginBaseUrl: simulatorUrl,
    ...more,
    public: { autoSignup: true, autoLogin: false, workbenchRedirect: '/admin', ...more.public },
  };
}

/** What a sign-in answers. */
interface SignedIn {
  token: string;
  redirect: string;
  user: { id: number; nickname: string; phone: string | null };
}

/**
 * Signs a member in from within WeCom over HTTP, the consent page included, as a browser would do it.
 *
 * @throws ApiError when NocoBase refuses.
 */
export async function signInAsMember(
  api: NocoBaseApi,
  simulator: Simulator,
  userid: string,
  authenticator = 'wecom',
): Promise<SignedIn> {
  const headers = { 'user-agent': USER_AGENTS.wecomIphone };
  const started = await api.send('wecom:authorize', { query: { authenticator, consent: '1' }, headers });
  const cookies = started.headers.getSetCookie().map((line) => line.split(';')[0]);
  const state = new URL(started.headers.get('location') ?? '').searchParams.get('state');
  const code = simulator.control.mintCode({ userid, scope: 'snsapi_privateinfo' });
  const { data } = await api.call<SignedIn>('auth:signIn', {
    body: { code, state },
    headers: { ...headers, cookie: cookies.join('; '), 'x-authenticator': authenticator },
  });
  return data;
}
