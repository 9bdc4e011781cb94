import { plainPath } from '../../shared/plain-path';
import { isWeCom } from '../../shared/wecom-browser';
import { markAutoLogin } from '../auto-login-marks';
import type { ClientApp } from '../client-app';
import { authorizeUrl, startPage, wantedPage } from '../paths';
import { endSession, replaceSession } from '../session';
import type { Callback } from './callback';
import {
  finishedBefore,
  firstConsent,
  forgetConsent,
  forgetRefusal,
  markDone,
  rememberedRefusal,
} from './finished-callbacks';
import { isErrorCode, parseRefusal, type Refusal } from './refusal';

export type Outcome =
  /** Signed in, now or before: go to this page (a path from the root). */
  | { kind: 'go'; path: string }
  /** Leave for this address: consent. */
  | { kind: 'leave'; url: string }
  /** Somebody else, such as two-factor authentication, takes the page from here: to this path, if the server said so. */
  | { kind: 'wait'; path?: string }
  | { kind: 'refused'; refusal: Refusal };

type SignedIn = { token?: unknown; redirect?: unknown; code?: unknown };

/** WeCom named a person, and this person may not come in: the session of whoever was here before ends as well. */
const PERSON_REFUSED = [
  'WECOM_NOT_MEMBER',
  'WECOM_NOT_VISIBLE',
  'WECOM_MEMBER_INACTIVE',
  'WECOM_CONSENT_REQUIRED',
  'WECOM_FIRST_SIGN_IN',
  'WECOM_NO_ACCOUNT',
  'WECOM_ACCOUNT_CONFLICT',
];

/** Hands code and state to the server, once, and says what the page has to do next. */
export async function completeSignIn(app: ClientApp, callback: Callback | undefined): Promise<Outcome> {
  if (!callback) return goOn(app);
  const { authenticator, code, state, error, redirect } = callback.address;
  const isReload = !code && !state && !error;
  const earlier = finishedBefore(state);
  if (isReload || earlier) {
    await callback.showSession();
    const refusal = isReload ? rememberedRefusal(authenticator, app.apiClient.auth.token) : undefined;
    return refusal ? { kind: 'refused', refusal } : goOn(app, earlier?.redirect);
  }
  forgetRefusal();
  if (error || !state || !/^[\w-]+$/.test(authenticator)) {
    await callback.showSession();
    return refuse(app, { code: error ? knownCode(error) : 'WECOM_STATE_INVALID', redirect });
  }
  // From here on nothing else may start a sign-in by itself.
  if (isWeCom(navigator.userAgent)) markAutoLogin(app, 'started');
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
    await callback.showSession();
    return refused(app, callback, parseRefusal(failure));
  }
  return signedIn(app, callback, answer);
}

async function signedIn(app: ClientApp, callback: Callback, answer: SignedIn): Promise<Outcome> {
  const { authenticator, state } = callback.address;
  const token = typeof answer.token === 'string' ? answer.token : null;
  const next = plainPath(answer.redirect);
  if (!token && answer.code !== 302) {
    await callback.showSession();
    return refuse(app, { code: 'UNKNOWN' });
  }
  await callback.showSession(() => replaceSession(app.apiClient, authenticator, token));
  forgetConsent();
  if (isWeCom(navigator.userAgent)) markAutoLogin(app, 'started');
  if (answer.code === 302) return { kind: 'wait', path: wantedPage(app, next ?? null) };
  const path = next ?? startPage(app);
  markDone(state, path);
  return { kind: 'go', path };
}

async function refused(app: ClientApp, { address }: Callback, refusal: Refusal): Promise<Outcome> {
  const { authenticator, state } = address;
  // Another tab may have finished the same sign-in meanwhile.
  const earlier = finishedBefore(state);
  if (earlier) return goOn(app, earlier.redirect);
  if (PERSON_REFUSED.includes(refusal.code)) await endSession(app.apiClient);
  if (refusal.code === 'WECOM_CONSENT_REQUIRED' && firstConsent()) {
    return { kind: 'leave', url: authorizeUrl(app, { authenticator, redirect: refusal.redirect, consent: true }) };
  }
  return refuse(app, refusal);
}

/** After a failure nothing is tried by itself any more (S-34). */
function refuse(app: ClientApp, refusal: Refusal): Outcome {
  if (isWeCom(navigator.userAgent)) markAutoLogin(app, 'off');
  return { kind: 'refused', refusal };
}

/** Where no new sign-in is under way, with the session that is there. */
function goOn(app: ClientApp, redirect?: string): Outcome {
  if (!app.apiClient.auth.token) return refuse(app, { code: 'WECOM_STATE_INVALID' });
  return { kind: 'go', path: plainPath(redirect) ?? startPage(app) };
}

function knownCode(error: string): Refusal['code'] {
  return isErrorCode(error) ? error : 'UNKNOWN';
}
