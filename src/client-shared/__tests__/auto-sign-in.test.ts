/** @jest-environment jsdom */
import { USER_AGENTS } from '../../../simulator/user-agents';
import { pageToReturnTo, startInWeCom } from '../auto-sign-in';
import { autoSignInDone, markAutoSignIn } from '../marks';
import { showSignInOverlay } from '../sign-in-overlay';
import { fakeApp } from './support/fake-app';

jest.mock('../sign-in-overlay', () => ({ showSignInOverlay: jest.fn(async () => undefined) }));
const overlay = showSignInOverlay as jest.Mock;

const { wecomIphone: WECOM, wecomPrivate: PRIVATE, wechat: WECHAT } = USER_AGENTS;

const LIST = [
  { name: 'basic', authType: 'Email/Password', options: { autoLogin: true } },
  { name: 'other', authType: 'wecom', options: {} },
  { name: 'wecom', authType: 'wecom', options: { autoLogin: true } },
];

const app = (list: unknown = LIST, stored = {}) => fakeApp({ basename: '/', answer: () => list, stored });

function browse(userAgent: string, path = '/admin/page1?tab=2#top') {
  Object.defineProperty(window.navigator, 'userAgent', { value: userAgent, configurable: true });
  window.history.replaceState(null, '', path);
}

beforeEach(() => {
  overlay.mockClear();
  window.sessionStorage.clear();
  for (const cookie of document.cookie.split('; ')) {
    // biome-ignore lint/suspicious/noDocumentCookie: what the code under test reads
    document.cookie = `${cookie.split('=')[0]}=; Path=/; Max-Age=0`;
  }
  browse(WECOM);
});

afterEach(() => jest.restoreAllMocks());

describe('automatic sign-in', () => {
  it.each([
    ['in WeCom', WECOM],
    ['in a private deployment', PRIVATE],
  ])('starts once %s', async (_name, userAgent) => {
    browse(userAgent);
    await startInWeCom(app());
    await startInWeCom(app());
    expect(overlay).toHaveBeenCalledTimes(1);
    expect(document.cookie).toMatch(/wecom_auto_main=started-/);
  });

  it.each([
    ['plain WeChat', WECHAT],
    ['another browser', 'Mozilla/5.0 Chrome/140.0.0.0'],
  ])('S-34 asks nobody anything in %s', async (_name, userAgent) => {
    browse(userAgent);
    const client = app();
    await startInWeCom(client);
    expect(client.requests).toEqual([]);
    expect(overlay).not.toHaveBeenCalled();
  });

  it('S-23 starts with an old session stored, too', async () => {
    await startInWeCom(app(LIST, { token: 'of somebody else' }));
    expect(overlay).toHaveBeenCalledTimes(1);
  });

  it('S-34 does nothing when no authenticator has it, and does not ask again at every page', async () => {
    const none = [{ name: 'wecom', authType: 'wecom', options: {} }];
    const pages = [app(none), app(none)];
    for (const page of pages) await startInWeCom(page);
    expect(overlay).not.toHaveBeenCalled();
    expect(pages.map(({ requests }) => requests.length)).toEqual([1, 0]);
    expect(document.cookie).not.toContain('wecom_auto');
  });

  it('does nothing when the list cannot be had, and asks again at the next page', async () => {
    const offline = () => {
      throw new Error('offline');
    };
    for (const page of [app({ error: true }), fakeApp({ basename: '/', answer: offline })]) {
      await startInWeCom(page);
      expect(page.requests).toHaveLength(1);
    }
    expect(overlay).not.toHaveBeenCalled();
  });

  it('S-34 never starts after a sign-out', async () => {
    const client = app([]);
    await startInWeCom(client);
    await client.apiClient.auth.signOut();
    await startInWeCom(app());
    expect(overlay).not.toHaveBeenCalled();
    expect(document.cookie).toContain('wecom_auto_main=off');
  });

  const asServer = (until: number) => {
    // biome-ignore lint/suspicious/noDocumentCookie: as the server sets it
    document.cookie = `wecom_auto_main=started-${until.toString(36)}; Path=/`;
  };

  it("takes the server's attempt for its own while it is under way, and for the whole session then", () => {
    const now = Date.now();
    asServer(now + 120_000);
    expect(autoSignInDone(app(), now + 60_000)).toBe(true);
    expect(autoSignInDone(app(), now + 3_600_000)).toBe(true);
  });

  it.each([-1, 3_600_000])('takes a cookie for one of an earlier session that ends in %i ms', (life) => {
    const now = Date.now();
    asServer(now + life);
    expect(autoSignInDone(app(), now)).toBe(false);
  });

  it('S-23 starts at once in the next session of the webview, whoever that is, when the last one has ended well', () => {
    const now = Date.now();
    markAutoSignIn(app(), 'started', now);
    // Back from WeCom, with the session that storage has kept.
    markAutoSignIn(app(), 'started', now + 3_000);
    expect(autoSignInDone(app(), now + 4_000)).toBe(true);
    window.sessionStorage.clear();
    expect(autoSignInDone(app(), now + 5_000)).toBe(false);
  });

  it('S-34 does not start in another window just after a sign-out or a failure', () => {
    const now = Date.now();
    markAutoSignIn(app(), 'started', now);
    markAutoSignIn(app(), 'off', now + 3_000);
    window.sessionStorage.clear();
    expect(autoSignInDone(app(), now + 60_000)).toBe(true);
  });

  it('S-34 does not go round in circles where storage loses what it has taken', () => {
    const now = Date.now();
    const attempts: boolean[] = [];
    for (let second = 0; second < 60; second += 5) {
      window.sessionStorage.clear();
      attempts.push(!autoSignInDone(app(), now + second * 1_000));
      if (attempts.at(-1)) markAutoSignIn(app(), 'started', now + second * 1_000);
    }
    expect(attempts.filter(Boolean)).toHaveLength(1);
  });

  it('keeps the marks of sub-apps apart', () => {
    markAutoSignIn(app(), 'off');
    expect(autoSignInDone(fakeApp({ name: 'a1', basename: '/apps/a1/' }))).toBe(false);
  });

  it('works with session storage switched off, by the cookie', async () => {
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    jest.spyOn(Storage.prototype, 'getItem').mockImplementation(blocked);
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(blocked);
    await startInWeCom(app());
    await startInWeCom(app());
    expect(overlay).toHaveBeenCalledTimes(1);
  });

  it('S-34 does not start when no mark can be kept, because it would repeat for ever', async () => {
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    jest.spyOn(document, 'cookie', 'set').mockImplementation(() => undefined);
    await startInWeCom(app());
    expect(overlay).not.toHaveBeenCalled();
  });
});

describe('a session that has expired', () => {
  const now = 1_000_000_000_000;
  const signedOut = { token: '' };

  it('is brought back, and not within the first minute', () => {
    markAutoSignIn(app(), 'started', now);
    markAutoSignIn(app(), 'in', now);
    expect(autoSignInDone(app(LIST, signedOut), now + 60_000)).toBe(true);
    expect(autoSignInDone(app(LIST, signedOut), now + 60_001)).toBe(false);
    expect(autoSignInDone(app(LIST, { token: 'a session' }), now + 600_000)).toBe(true);
  });

  it.each(['off', 'started'] as const)('is not what the mark %s stands for', (mark) => {
    markAutoSignIn(app(), 'in', now);
    markAutoSignIn(app(), mark, now);
    expect(autoSignInDone(app(LIST, signedOut), now + 600_000)).toBe(true);
  });
});

describe('pageToReturnTo', () => {
  const at = (path: string) => {
    const { pathname, search, hash } = new URL(path, 'https://example.com');
    return pageToReturnTo(app(), { pathname, search, hash });
  };

  it.each([
    ['/', '/'],
    ['/admin/page1?tab=2#top', '/admin/page1?tab=2#top'],
    ['/m', '/m'],
    ['/signin?redirect=/admin/x', '/admin/x'],
    ['/signin?redirect=/admin/x?filter=open&tab=2#list', '/admin/x?filter=open&tab=2#list'],
    ['/signin', '/'],
    ['/signin?redirect=//evil.example', '/'],
    ['/wecom/callback?code=1&state=2', undefined],
    ['/v/wecom/callback/', undefined],
    ['/signin?wecomError=WECOM_CANCELLED', undefined],
    ['/reset-password?resetToken=abc', undefined],
    ['/v/forgot-password/', undefined],
    ['/public-forms/questionnaire?name=x', undefined],
    ['/v/public-forms/questionnaire', undefined],
    ['/admin/public-forms-of-mine', '/admin/public-forms-of-mine'],
    ['/admin?token=abc&authenticator=cas', undefined],
    ['/files/main/main/attachments/1.pdf', undefined],
    ['/robots.txt', undefined],
  ])('%s -> %s', (path, expected) => {
    expect(at(path)).toBe(expected);
  });
});
