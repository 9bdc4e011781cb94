/** @jest-environment jsdom */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { CallbackPage } from '../callback/callback-page';
import { openCallback } from '../callback-address';
import { isFramed } from '../framed';
import { prepareBrowser } from './support/browser';
import { type FakeApp, fakeApp, refusal } from './support/fake-app';

jest.mock('../framed', () => ({ isFramed: jest.fn(() => false) }));
const framed = isFramed as jest.Mock;

type Answer = (url: string | undefined) => unknown;

const SIGNED_IN = { token: 'a token', redirect: '/admin/x' };

/**
 * The callback page as WeCom opens it.
 *
 * @param user what `auth:check` answers afterwards
 */
async function open(answer: Answer, user: (app: FakeApp) => unknown = () => ({ data: { id: 2 } })) {
  const app = fakeApp({ basename: '/', answer: ({ url }) => answer(url) });
  const refreshUser = async () => {
    const answered = user(app);
    if (answered instanceof Error) throw answered;
    return { data: answered };
  };
  window.history.replaceState(null, '', '/wecom/callback');
  const callback = openCallback(app.apiClient, '?authenticator=wecom&code=c&state=s');
  await act(async () => {
    render(
      <StrictMode>
        <CallbackPage app={app} callback={callback} useRefreshUser={() => refreshUser} />
      </StrictMode>,
    );
  });
  return app;
}

const signIns = ({ requests }: FakeApp) => requests.filter(({ url }) => url === 'auth:signIn');

beforeAll(() => prepareBrowser());
beforeEach(() => {
  window.sessionStorage.clear();
  window.localStorage.clear();
});
afterEach(cleanup);

describe('the callback page', () => {
  it('completes nothing in a frame, and says where to sign in', async () => {
    framed.mockReturnValue(true);
    const app = await open(() => SIGNED_IN);
    framed.mockReturnValue(false);
    expect(signIns(app)).toEqual([]);
    expect(screen.getByRole('heading').textContent).toBe('Please sign in in a window of its own');
    const link = screen.getByRole('link', { name: 'Open a new window' });
    expect([link.getAttribute('target'), link.getAttribute('href')]).toEqual(['_blank', '/signin?authenticator=wecom']);
  });

  it('leaves the client for a file, which is no page of it', async () => {
    const app = await open(() => ({ ...SIGNED_IN, redirect: '/files/main/main/attachments/1.pdf' }));
    expect(signIns(app)).toHaveLength(1);
    expect(app.navigated).toEqual([]);
  });

  it('signs in once, however often React mounts it, and goes to the page that was wanted', async () => {
    const app = await open(() => SIGNED_IN);
    expect(signIns(app)).toHaveLength(1);
    expect(app.navigated).toEqual(['/admin/x']);
  });

  it.each([{ code: 302 }, { data: { code: 302 } }])(
    'lets another plugin lead the way, which answers %j, and goes on by itself only when none does',
    async (user) => {
      for (const taken of [true, false]) {
        jest.useFakeTimers();
        const app = await open(
          () => SIGNED_IN,
          () => user,
        );
        expect(app.stored.get('token')).toBe('a token');
        if (taken) window.history.replaceState(null, '', '/second-factor');
        await act(() => jest.advanceTimersByTimeAsync(3_100));
        expect(app.navigated).toEqual(taken ? [] : ['/admin/x']);
        jest.useRealTimers();
        cleanup();
        window.localStorage.clear();
        window.sessionStorage.clear();
      }
    },
  );

  it('hands the same code over once more when the server was not reached', async () => {
    let reached = false;
    const app = await open(() => {
      if (!reached) throw Object.assign(new Error('Network Error'), { request: {} });
      return SIGNED_IN;
    });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No connection to the server');
    reached = true;
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    });
    expect(signIns(app).map(({ data }) => data)).toEqual([
      { code: 'c', state: 's' },
      { code: 'c', state: 's' },
    ]);
    expect(app.navigated).toEqual(['/admin/x']);
  });

  it('leaves the page to the plugin that asks for another factor, and goes on by itself only when none does', async () => {
    jest.useFakeTimers();
    const app = await open(() => ({ code: 302, redirect: '/verify' }));
    await act(() => jest.advanceTimersByTimeAsync(2_900));
    expect(app.navigated).toEqual([]);
    await act(() => jest.advanceTimersByTimeAsync(200));
    expect(app.navigated).toEqual(['/verify']);
    jest.useRealTimers();
  });

  it('explains that an account has no role, for which NocoBase drops the session', async () => {
    const app = await open(
      () => SIGNED_IN,
      ({ apiClient }) => {
        apiClient.auth.setToken(null);
        return refusal('USER_HAS_NO_ROLES_ERR', {}, 401);
      },
    );
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No role yet');
    expect(document.title).toBe('No role yet');
    expect(app.navigated).toEqual([]);
  });

  it('goes on when the user cannot be asked for: the next page asks again', async () => {
    const app = await open(
      () => SIGNED_IN,
      () => new Error('offline'),
    );
    expect(app.navigated).toEqual(['/admin/x']);
  });

  it('explains a refusal, and moves the focus there', async () => {
    await open(() => {
      throw refusal('WECOM_NO_ACCOUNT', { reference: 'req-1' });
    });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No account found');
    expect(document.activeElement).toBe(screen.getByRole('alert'));
  });

  it('shows progress, and after some seconds a way out', async () => {
    jest.useFakeTimers();
    const app = await open(() => new Promise(() => undefined));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Signing in with WeCom…');
    expect(screen.getByRole('status').textContent).toBe('One moment, please.');
    expect(document.title).toBe('Signing in with WeCom…');
    expect(screen.queryByRole('link')).toBeNull();
    act(() => jest.advanceTimersByTime(6_000));
    expect(screen.getByRole('status').textContent).toBe('This is taking longer than usual.');
    expect(screen.getByRole('link').getAttribute('href')).toBe('/signin?authenticator=wecom');
    expect(signIns(app)).toHaveLength(1);
    jest.useRealTimers();
  });
});
