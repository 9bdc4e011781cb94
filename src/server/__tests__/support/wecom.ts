import type { Application } from '@nocobase/server';
import { SAMPLE, type Simulator } from '../../../../simulator';
import { Browser, UA } from './browser';

export interface AuthenticatorInput {
  name?: string;
  enabled?: boolean;
  options?: Record<string, unknown>;
  public?: Record<string, unknown>;
}

export function optionsFor(simulator: Simulator, input: AuthenticatorInput = {}) {
  return {
    corpId: SAMPLE.corpId,
    agentId: String(SAMPLE.agentId),
    secret: SAMPLE.secret,
    origin: 'https://app.example.com',
    apiBaseUrl: simulator.url,
    oauthBaseUrl: simulator.url,
    loginBaseUrl: simulator.url,
    ...input.options,
    public: { autoSignup: true, ...input.public },
  };
}

/** Saves an authenticator as an administrator's form would, or replaces the one of this name. */
export async function saveAuthenticator(app: Application, simulator: Simulator, input: AuthenticatorInput = {}) {
  const { name = 'wecom', enabled = true } = input;
  const repository = app.db.getRepository('authenticators');
  const values = { name, authType: 'wecom', title: name, enabled, options: optionsFor(simulator, input) };
  const existing = await repository.findOne({ filter: { name } });
  if (existing) await repository.update({ filterByTk: existing.get('id') as number, values });
  else await repository.create({ values });
}

export interface SignInInput {
  userid?: string;
  external?: true;
  inWeCom?: boolean;
  consent?: boolean;
  authenticator?: string;
  agentId?: number;
  browser?: Browser;
  redirect?: string;
}

/** A whole sign-in: start, the person's confirmation at WeCom, and the callback. */
export async function signIn(app: Application, simulator: Simulator, input: SignInInput) {
  const { userid, external, inWeCom = false, consent = false, authenticator = 'wecom', agentId, redirect } = input;
  const browser = input.browser ?? new Browser(app, inWeCom ? UA.wecom : UA.chrome);
  const started = await browser.start({
    authenticator,
    ...(consent && { consent: '1' }),
    ...(redirect && { redirect }),
  });
  const code = simulator.control.mintCode({
    ...(external ? { external } : { userid }),
    agentId: agentId ?? SAMPLE.agentId,
    scope: inWeCom ? (consent ? 'snsapi_privateinfo' : 'snsapi_base') : 'web_login',
  });
  const response = await browser.finish({ code, state: started.state }, { 'X-Authenticator': authenticator });
  return { response, browser, started, code, error: response.body?.errors?.[0], data: response.body?.data };
}

/** A sign-in in WeCom that answers the request for consent as the callback page does. */
export async function signInWithConsent(app: Application, simulator: Simulator, input: SignInInput) {
  const first = await signIn(app, simulator, { ...input, inWeCom: true });
  if (first.error?.code !== 'WECOM_CONSENT_REQUIRED') return first;
  return signIn(app, simulator, { ...input, inWeCom: true, consent: true, browser: first.browser });
}

/** What the tables hold: a sign-in that is refused leaves these as they were. */
export async function countAccounts(app: Application) {
  const count = (name: string) => app.db.getModel(name).count();
  return {
    users: await count('users'),
    links: await count('wecomAccounts'),
    shown: await count('usersAuthenticators'),
  };
}
