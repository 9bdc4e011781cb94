/** @jest-environment jsdom */
import { USER_AGENTS } from '../../../simulator/user-agents';
import { completeSignIn } from '../callback/complete-sign-in';
import { rememberRefusal } from '../callback/memory';
import type { OpenCallback } from '../callback-address';
import { openCallback } from '../callback-address';
import { autoSignInDone } from '../marks';
import { type FakeApp, fakeApp, refusal } from './support/fake-app';

const OLD = { token: 'old token', role: 'root', auth: 'basic' };
const SIGNED_IN = { token: 'new token', user: { id: 2 }, redirect: '/admin/x' };

/** A client on the callback page, with the session of somebody else in its storage. */
function onCallback(
  answer: (request: { url?: string }) => unknown,
  search = '?authenticator=wecom&code=c&state=s',
  stored = OLD,
) {
  const asked = (url = '') => ['auth:signIn', 'auth:check', 'authenticators:publicList'].includes(url);
  const app = fakeApp({ basename: '/', stored, answer: ({ url }) => (asked(url) ? answer({ url }) : undefined) });
  window.history.replaceState(null, '', '/wecom/callback');
  const callback = openCallback(app.apiClient, search);
  // As the page does: a reload finds no code any more.
  callback.completeOnce(async () => undefined);
  return { app, callback };
}

const complete = ({ app, callback }: { app: FakeApp; callback: OpenCallback }) => completeSignIn(app, callback);
const session = ({ stored }: FakeApp) => Object.fromEntries(stored);
const rejecting = (error: unknown) => () => {
  throw error;
};

beforeEach(() => {
  window.sessionStorage.clear();
  window.localStorage.clear();
});

describe('completeSignIn', () => {
  it('S-23 replaces the session of the previous person, role included', async () => {
    const page = onCallback(() => SIGNED_IN);
    expect(await complete(page)).toEqual({ kind: 'go', path: '/admin/x' });
    expect(session(page.app)).toEqual({ token: 'new token', role: '', auth: 'wecom' });
  });

  it('S-23 shows nobody the old session while the sign-in is under way, and stores no renewal of it', async () => {
    const page = onCallback(() => {
      const { auth } = page.app.apiClient;
      expect(auth.token).toBeNull();
      auth.setToken('renewed old token');
      return SIGNED_IN;
    });
    expect(page.app.apiClient.auth.token).toBeNull();
    await complete(page);
    expect(session(page.app).token).toBe('new token');
  });

  it('sends code and state to the authenticator of the address, without toasts and redirects', async () => {
    const page = onCallback(() => SIGNED_IN);
    await complete(page);
    expect(page.app.requests).toEqual([
      {
        url: 'auth:signIn',
        method: 'post',
        data: { code: 'c', state: 's' },
        headers: { 'X-Authenticator': 'wecom' },
        skipNotify: true,
        skipAuth: true,
      },
    ]);
  });

  it('S-08 goes to the start page when the answer leads elsewhere', async () => {
    const outcome = await complete(onCallback(() => ({ ...SIGNED_IN, redirect: '//evil.example' })));
    expect(outcome).toMatchObject({ kind: 'go', path: '/admin' });
  });

  it('goes on without asking the server when this tab finished the same callback before', async () => {
    await complete(onCallback(() => SIGNED_IN));
    const again = onCallback(rejecting(new Error('not again')));
    expect(await complete(again)).toEqual({ kind: 'go', path: '/admin/x' });
    expect(again.app.requests).toEqual([]);
    expect(session(again.app)).toEqual(OLD);
  });

  it('goes on with a live session when another tab finished the same callback, before or meanwhile', async () => {
    await complete(onCallback(() => SIGNED_IN));
    window.sessionStorage.clear();
    const later = onCallback(rejecting(new Error('not again')));
    expect(await complete(later)).toEqual({ kind: 'go', path: '/admin' });
    expect(later.app.requests).toEqual([]);

    const search = '?authenticator=wecom&code=d&state=t';
    const slower = onCallback(async () => {
      await complete(onCallback(() => SIGNED_IN, search));
      window.sessionStorage.clear();
      throw refusal('WECOM_STATE_INVALID');
    }, search);
    expect(await complete(slower)).toEqual({ kind: 'go', path: '/admin' });
  });

  it.each(['WECOM_STATE_INVALID', 'WECOM_CODE_EXPIRED'])(
    'S-23 puts nobody who comes too late into the session of somebody else: %s',
    async (code) => {
      const page = onCallback(rejecting(refusal(code, { redirect: '/admin/y' })));
      expect(await complete(page)).toEqual({ kind: 'refused', refusal: { code, redirect: '/admin/y' } });
      expect(session(page.app)).toEqual(OLD);
    },
  );

  it('explains a refusal again when the page is reloaded, until somebody has signed in', async () => {
    const page = onCallback(rejecting(refusal('WECOM_FIRST_SIGN_IN')));
    const refused = await complete(page);
    if (refused.kind === 'refused') rememberRefusal('wecom', page.app.apiClient.auth.token, refused.refusal);
    const reload = (stored = { token: '', role: '', auth: '' }, name = 'wecom') =>
      complete(onCallback(rejecting(new Error('asked')), `?authenticator=${name}`, stored));
    expect(await reload()).toEqual(refused);
    expect(await reload()).toEqual(refused);
    expect(await reload(undefined, 'other')).toMatchObject({ refusal: { code: 'WECOM_STATE_INVALID' } });
    expect(await reload(OLD)).toEqual({ kind: 'go', path: '/admin' });
  });

  it('S-34 lets nothing else start a sign-in by itself while this one is under way', async () => {
    const agent = jest.spyOn(navigator, 'userAgent', 'get').mockReturnValue(USER_AGENTS.wecomIphone);
    const page = onCallback(() => {
      expect(autoSignInDone(page.app)).toBe(true);
      return SIGNED_IN;
    });
    await complete(page);
    expect.assertions(1);
    agent.mockRestore();
  });

  it('offers a fresh start for a spent callback when nobody is signed in', async () => {
    const page = onCallback(rejecting(refusal('WECOM_STATE_INVALID')), undefined, { token: '', role: '', auth: '' });
    expect(await complete(page)).toMatchObject({ kind: 'refused', refusal: { code: 'WECOM_STATE_INVALID' } });
  });

  it.each(['WECOM_CANCELLED', 'WECOM_UNAVAILABLE', 'WECOM_SETTINGS'])('signs nobody out after %s', async (code) => {
    const page = onCallback(rejecting(refusal(code)));
    expect(await complete(page)).toMatchObject({ kind: 'refused', refusal: { code } });
    expect(session(page.app)).toEqual(OLD);
  });

  it.each([
    'WECOM_NOT_MEMBER',
    'WECOM_NOT_VISIBLE',
    'WECOM_MEMBER_INACTIVE',
    'WECOM_FIRST_SIGN_IN',
    'WECOM_NO_ACCOUNT',
    'WECOM_ACCOUNT_CONFLICT',
  ])('S-23 leaves no session to a person whom WeCom named and %s shuts out', async (code) => {
    const page = onCallback(rejecting(refusal(code)), undefined, { ...OLD, auth: 'wecom' });
    await complete(page);
    expect(session(page.app)).toEqual({ token: '', role: '', auth: '' });
    expect(page.app.requests.map(({ url }) => url)).toEqual(['auth:signIn', 'auth:signOut']);
    // The server has to learn whose session ends: the token is good for a day, and its cookie opens files.
    expect(page.app.requests[1]?.headers).toEqual({ Authorization: 'Bearer old token', 'X-Authenticator': 'wecom' });
  });

  describe('S-60 a session that was begun another way', () => {
    const LIST = [
      { name: 'basic', authType: 'Email/Password' },
      { name: 'second', authType: 'wecom' },
    ];
    const open = (code: string, check: unknown = { id: 1, nickname: 'Root' }, list: unknown = LIST, auth = 'basic') =>
      onCallback(
        ({ url }) => {
          if (url === 'authenticators:publicList') return list;
          if (url === 'auth:check') return check;
          throw refusal(code, { redirect: '/admin/y' });
        },
        undefined,
        { ...OLD, auth },
      );
    const inWeCom = () => jest.spyOn(navigator, 'userAgent', 'get').mockReturnValue(USER_AGENTS.wecomIphone);

    it.each(['WECOM_NO_ACCOUNT', 'WECOM_ACCOUNT_CONFLICT', 'WECOM_NOT_VISIBLE'])('stays after %s', async (code) => {
      const page = open(code);
      expect(await complete(page)).toMatchObject({ kind: 'refused', refusal: { code } });
      expect(session(page.app)).toEqual(OLD);
      expect(page.app.requests.map(({ url }) => url)).not.toContain('auth:signOut');
    });

    it('stays while consent is asked for', async () => {
      const page = open('WECOM_CONSENT_REQUIRED');
      expect(await complete(page)).toMatchObject({ kind: 'leave' });
      expect(session(page.app)).toEqual(OLD);
    });

    it.each(['WECOM_NO_ACCOUNT', 'WECOM_PROOF_REQUIRED'])(
      'opens the page in WeCom after %s, and says whose it is',
      async (code) => {
        const agent = inWeCom();
        const page = open(code);
        expect(await complete(page)).toEqual({ kind: 'go', path: '/admin/y', standing: 'Root' });
        expect(autoSignInDone(page.app)).toBe(true);
        agent.mockRestore();
      },
    );

    it('is of no use in WeCom when it has ended', async () => {
      const agent = inWeCom();
      expect(await complete(open('WECOM_NO_ACCOUNT', null))).toMatchObject({ kind: 'refused' });
      agent.mockRestore();
    });

    it.each([
      ['another authenticator of WeCom', LIST, 'second'],
      ['nobody knows', [], 'basic'],
      ['the server does not say', null, 'basic'],
    ])('is not one that %s began', async (_, list, auth) => {
      const page = open('WECOM_NO_ACCOUNT', undefined, list, auth);
      await complete(page);
      expect(session(page.app)).toEqual({ token: '', role: '', auth: '' });
    });
  });

  it('fetches consent by itself once, and never in a loop', async () => {
    const needed = rejecting(refusal('WECOM_CONSENT_REQUIRED', { redirect: '/admin/z' }));
    expect(await complete(onCallback(needed))).toEqual({
      kind: 'leave',
      url: '/api/wecom:authorize?authenticator=wecom&redirect=%2Fadmin%2Fz&consent=1',
    });
    expect(await complete(onCallback(needed, '?authenticator=wecom&code=d&state=t'))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'WECOM_CONSENT_REQUIRED' },
    });
  });

  it('asks for consent again after a sign-in that went well', async () => {
    const needed = rejecting(refusal('WECOM_CONSENT_REQUIRED'));
    await complete(onCallback(needed, '?authenticator=wecom&code=1&state=1'));
    await complete(onCallback(() => SIGNED_IN, '?authenticator=wecom&code=2&state=2'));
    const outcome = await complete(onCallback(needed, '?authenticator=wecom&code=3&state=3'));
    expect(outcome).toMatchObject({ kind: 'leave' });
  });

  it('follows a further step, and stores no token that is not there', async () => {
    const page = onCallback(() => ({ code: 302, redirect: '/verify?id=1' }));
    expect(await complete(page)).toEqual({ kind: 'wait', path: '/verify?id=1' });
    expect(session(page.app)).toEqual({ token: '', role: '', auth: 'wecom' });
    expect(await complete(onCallback(() => ({ code: 302 })))).toEqual({ kind: 'wait' });
  });

  it('shows what the server said in the address, and asks it nothing', async () => {
    const page = onCallback(() => SIGNED_IN, '?authenticator=wecom&error=WECOM_SETTINGS&redirect=%2Fadmin%2Fx');
    expect(await complete(page)).toEqual({
      kind: 'refused',
      refusal: { code: 'WECOM_SETTINGS', redirect: '/admin/x' },
    });
    expect(page.app.requests).toEqual([]);
    const made = onCallback(() => SIGNED_IN, '?authenticator=wecom&error=<script>');
    expect(await complete(made)).toEqual({ kind: 'refused', refusal: { code: 'UNKNOWN' } });
  });

  it('asks the server nothing for an address that names no authenticator', async () => {
    const page = onCallback(() => SIGNED_IN, '?authenticator=a%0ab&code=c&state=s', { token: '', role: '', auth: '' });
    expect(await complete(page)).toMatchObject({ kind: 'refused', refusal: { code: 'WECOM_STATE_INVALID' } });
    expect(page.app.requests).toEqual([]);
  });

  it.each([
    ['no answer at all', Object.assign(new Error('Network Error'), { request: {} }), 'OFFLINE'],
    ['an origin that NocoBase refuses', refusal('', {}, 403), 'ORIGIN_REFUSED'],
    ['an error nobody knows', refusal('SOMETHING', {}, 500), 'UNKNOWN'],
    ['a refusal of another plugin', refusal('USER_LOCKED', {}, 403), 'UNKNOWN'],
    ['a user without a role', refusal('USER_HAS_NO_ROLES_ERR', {}, 401), 'NO_ROLE'],
    [
      'something in front of the server',
      Object.assign(new Error(), { response: { status: 403, data: '<html>' } }),
      'UNKNOWN',
    ],
  ])('has a page for %s', async (_name, error, code) => {
    expect(await complete(onCallback(rejecting(error)))).toMatchObject({ kind: 'refused', refusal: { code } });
  });

  it.each([
    ['refused', 'refused'],
    ['<b>', undefined],
    [['refused'], undefined],
  ])('knows the reason %j of a refusal as %j', async (reason, known) => {
    const error = refusal('WECOM_UNAVAILABLE', { reason }, 503);
    expect(await complete(onCallback(rejecting(error)))).toMatchObject({ refusal: { reason: known } });
  });

  it('S-08 takes links out of a refusal only when they are what they should be', async () => {
    const error = refusal('WECOM_FIRST_SIGN_IN', { redirect: '//evil', homeLink: 'javascript:alert(1)' });
    const outcome = await complete(onCallback(rejecting(error)));
    expect(outcome).toEqual({ kind: 'refused', refusal: { code: 'WECOM_FIRST_SIGN_IN' } });
  });
});

describe('openCallback', () => {
  it('leaves nothing but the authenticator in the address', () => {
    onCallback(() => SIGNED_IN);
    expect(window.location.pathname + window.location.search).toBe('/wecom/callback?authenticator=wecom');
  });
});
