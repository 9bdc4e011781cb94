import { LINK_PATH } from '../../shared/constants';
import { plainPath } from '../../shared/plain-path';
import { isWeCom } from '../../shared/wecom-browser';
import type { OpenCallback } from '../callback-address';
import type { ClientApp } from '../client-app';
import { markAutoSignIn } from '../marks';
import { authorizeUrl, clientBase, startPage, wantedPage } from '../paths';
import { finishedBefore, firstConsent, forgetConsent, forgetRefusal, markDone, rememberedRefusal } from './memory';
import { isErrorCode, parseRefusal, type Refusal } from './refusal';
import { isBegunOtherwise, personOfSession } from './standing-session';

export type Outcome =
  /** Signed in, now or before: go to this page (a path from the root). */
  | {
      kind: 'go';
      path: string;
      /** Whose session it is that WeCom did not begin, where WeCom named somebody else. */
      standing?: string;
    }
  /** Leave for this address: consent. */
  | { kind: 'leave'; url: string }
  /** Somebody else, such as two-factor authentication, takes the page from here: to this path, if the server said so. */
  | { kind: 'wait'; path?: string }
  | { kind: 'refused'; refusal: Refusal };

type SignedIn = { token?: unknown; redirect?: unknown; code?: unknown };

/** WeCom named a person, and this person may not come in: a session that WeCom began for whoever was here before ends. */
const PERSON_REFUSED = [
  'WECOM_NOT_MEMBER',
  'WECOM_NOT_VISIBLE',
  'WECOM_MEMBER_INACTIVE',
  'WECOM_CONSENT_REQUIRED',
  'WECOM_FIRST_SIGN_IN',
  'WECOM_NO_ACCOUNT',
  'WECOM_ACCOUNT_CONFLICT',
  'WECOM_BLOCKED',
];

/** Hands code and state to the server, once, and says what the page has to do next. */
export async function completeSignIn(app: ClientApp, callback: OpenCallback | undefined): Promise<Outcome> {
  if (!callback) return goOn(app);
  const { authenticator, code, state, error, redirect, showSession } = callback;
  if (callback.purpose === 'link' && code) return verifyLink(app, callback);
  const isReload = !code && !state && !error;
  const earlier = finishedBefore(state);
  if (isReload || earlier) {
    await showSession();
    const refusal = isReload ? rememberedRefusal(authenticator, app.apiClient.auth.token) : undefined;
    return refusal ? { kind: 'refused', refusal } : goOn(app, earlier?.redirect);
  }
  forgetRefusal();
  if (error || !state || !/^[\w-]+$/.test(authenticator)) {
    await showSession();
    return refuse(app, { code: error ? knownCode(error) : 'WECOM_STATE_INVALID', redirect });
  }
  // From here on nothing else may start a sign-in by itself.
  if (isWeCom(navigator.userAgent)) markAutoSignIn(app, 'started');
  let answer: SignedIn;
  try {
    const response = await app.apiClient.request({
      url: 'auth:signIn',
      method: 'post',
      data: { code, state },
      headers: { 'X-Authenticator': authenticator },
      skipNotify: true,
      skipAuth: true,
    });
    answer = response?.data?.data ?? {};
  } catch (failure) {
    await showSession();
    return refused(app, callback, parseRefusal(failure));
  }
  return signedIn(app, callback, answer);
}

/** "I am new here": the member whom this browser has just brought from WeCom gets an account, and is signed in. */
export async function createAccount(app: ClientApp, authenticator: string): Promise<Outcome> {
  const response = await app.apiClient.request({
    url: 'auth:signIn',
    method: 'post',
    data: { choice: 'create' },
    headers: { 'X-Authenticator': authenticator },
    skipNotify: true,
    skipAuth: true,
  });
  const answer: SignedIn = response?.data?.data ?? {};
  if (typeof answer.token !== 'string') return refuse(app, { code: 'UNKNOWN' });
  replaceSession(app, authenticator, answer.token);
  if (isWeCom(navigator.userAgent)) markAutoSignIn(app, 'in');
  return { kind: 'go', path: plainPath(answer.redirect) ?? startPage(app) };
}

async function signedIn(app: ClientApp, callback: OpenCallback, answer: SignedIn): Promise<Outcome> {
  const { authenticator, state, showSession } = callback;
  const token = typeof answer.token === 'string' ? answer.token : null;
  const next = plainPath(answer.redirect);
  if (!token && answer.code !== 302) {
    await showSession();
    return refuse(app, { code: 'UNKNOWN' });
  }
  await showSession(() => replaceSession(app, authenticator, token));
  forgetConsent();
  if (isWeCom(navigator.userAgent)) markAutoSignIn(app, 'in');
  if (answer.code === 302) return { kind: 'wait', path: wantedPage(app, next ?? null) };
  const path = next ?? startPage(app);
  markDone(state, path);
  return { kind: 'go', path };
}

/** WeCom came back from the profile: the session that began it shows the member, and nothing is linked yet. */
async function verifyLink(app: ClientApp, { code, state, showSession }: OpenCallback): Promise<Outcome> {
  await showSession();
  const path = clientBase(app) + LINK_PATH.slice(1);
  if (finishedBefore(state)) return { kind: 'go', path };
  try {
    await app.apiClient.request({
      url: 'wecom:link',
      method: 'post',
      data: { code, state },
      skipNotify: true,
      skipAuth: true,
    });
  } catch (failure) {
    return { kind: 'refused', refusal: { ...parseRefusal(failure), redirect: path } };
  }
  markDone(state, path);
  return { kind: 'go', path };
}

/** The role goes first: a role of the previous person locks the new one out of the modern client (S-23). */
function replaceSession(app: ClientApp, authenticator: string, token: string | null): void {
  const { auth } = app.apiClient;
  auth.setRole(null);
  auth.setAuthenticator(authenticator);
  auth.setToken(token);
}

async function refused(app: ClientApp, { authenticator, state }: OpenCallback, refusal: Refusal): Promise<Outcome> {
  // Another tab may have finished the same sign-in meanwhile.
  const earlier = finishedBefore(state);
  if (earlier) return goOn(app, earlier.redirect);
  const isPerson = [...PERSON_REFUSED, 'WECOM_PROOF_REQUIRED'].includes(refusal.code);
  const stays = isPerson && (await isBegunOtherwise(app, authenticator));
  if (PERSON_REFUSED.includes(refusal.code) && !stays) await endSession(app);
  if (refusal.code === 'WECOM_CONSENT_REQUIRED' && firstConsent()) {
    return { kind: 'leave', url: authorizeUrl(app, { authenticator, redirect: refusal.redirect, consent: true }) };
  }
  // In WeCom nobody has asked for another sign-in: with a session the page opens, and a hint says whose it is.
  const name = stays && isWeCom(navigator.userAgent) ? await personOfSession(app) : undefined;
  if (name === undefined) return refuse(app, refusal);
  markAutoSignIn(app, 'off');
  return { kind: 'go', path: refusal.redirect ?? startPage(app), standing: name };
}

/** After a failure nothing is tried by itself any more (S-34). */
function refuse(app: ClientApp, refusal: Refusal): Outcome {
  if (isWeCom(navigator.userAgent)) markAutoSignIn(app, 'off');
  return { kind: 'refused', refusal };
}

async function endSession(app: ClientApp): Promise<void> {
  const { auth } = app.apiClient;
  const { token, authenticator } = auth;
  if (!token) return;
  const request = app.apiClient.request({
    url: 'auth:signOut',
    method: 'post',
    // Stated here: the client adds them later, when the session is forgotten already.
    headers: { Authorization: `Bearer ${token}`, 'X-Authenticator': authenticator ?? '' },
    skipNotify: true,
    skipAuth: true,
  });
  auth.setRole(null);
  auth.setAuthenticator(null);
  auth.setToken(null);
  await request.catch(() => undefined);
}

/** Where no new sign-in is under way, with the session that is there. */
function goOn(app: ClientApp, redirect?: string): Outcome {
  if (!app.apiClient.auth.token) return refuse(app, { code: 'WECOM_STATE_INVALID' });
  return { kind: 'go', path: plainPath(redirect) ?? startPage(app) };
}

function knownCode(error: string): Refusal['code'] {
  return isErrorCode(error) ? error : 'UNKNOWN';
}
