/** @jest-environment jsdom */
import type { RequestConfig } from '../client-app';
import { hideSession } from '../session';
import { fakeApp, refusal } from './support/fake-app';

const STORED = { token: 'a token', role: 'member', auth: 'wecom' };

/** A client whose requests wait for `answer`, and which empties its session for a 401, as NocoBase's does. */
function client() {
  const waiting: { config: RequestConfig; refuse: () => void }[] = [];
  let left = () => {};
  const app = fakeApp({
    stored: STORED,
    answer: (config) =>
      new Promise((_, reject) => {
        const refuse = () => reject(refusal('EMPTY_TOKEN', {}, 401));
        waiting.push({ config, refuse });
        left();
      }),
  });
  const { apiClient } = app;
  apiClient.axios.interceptors.response.use(
    (answer) => answer,
    (error) => {
      apiClient.auth.setToken('');
      throw error;
    },
  );
  /** Resolves when the request has left. */
  const send = () =>
    new Promise<void>((resolve) => {
      left = resolve;
      apiClient.request({ url: 'somebody:asks' }).catch(() => undefined);
    });
  return { app, api: apiClient, waiting, send };
}

const session = (stored: Map<string, string>) => Object.fromEntries(stored);

describe('hideSession', () => {
  afterEach(() => jest.useRealTimers());

  it('S-23 hides token, role and authenticator from this page only, and gives them back', async () => {
    const { app, api } = client();
    const showSession = hideSession(api);
    expect(api.auth.token).toBeNull();
    api.auth.setToken('a renewed token');
    expect(session(app.stored)).toEqual(STORED);
    await showSession();
    expect(api.auth.token).toBe('a token');
  });

  it('loses no session to a request that was sent without one and is refused late', async () => {
    const { app, api, waiting, send } = client();
    const showSession = hideSession(api);
    await send();
    await send();
    const shown = showSession();
    waiting[0]?.refuse();
    await new Promise((resolve) => setTimeout(resolve));
    expect(api.auth.token).toBeNull();
    waiting[1]?.refuse();
    await shown;
    expect(api.auth.token).toBe('a token');
    expect(session(app.stored)).toEqual(STORED);
  });

  it('waits for what was sent as nobody while it waited, too', async () => {
    const { app, api, waiting, send } = client();
    const showSession = hideSession(api);
    await send();
    const shown = showSession();
    await send();
    waiting[0]?.refuse();
    await new Promise((resolve) => setTimeout(resolve));
    expect(api.auth.token).toBeNull();
    waiting[1]?.refuse();
    await shown;
    expect(session(app.stored)).toEqual(STORED);
  });

  it('gives a request up, quietly, that is not answered within two seconds', async () => {
    jest.useFakeTimers();
    const { api, waiting, send } = client();
    const showSession = hideSession(api);
    await send();
    const shown = showSession();
    await jest.advanceTimersByTimeAsync(1999);
    expect(api.auth.token).toBeNull();
    await jest.advanceTimersByTimeAsync(1);
    await shown;
    expect(api.auth.token).toBe('a token');
    expect(waiting[0]?.config).toMatchObject({ skipNotify: true, signal: { aborted: true } });
  });

  it('S-23 stores a new session at once, though it is shown later, so that the page may be closed meanwhile', async () => {
    const { app, api, waiting, send } = client();
    const showSession = hideSession(api);
    await send();
    const shown = showSession(() => api.auth.setToken('the token of somebody else'));
    expect(api.auth.token).toBeNull();
    expect(app.stored.get('token')).toBe('the token of somebody else');
    waiting[0]?.refuse();
    await shown;
    expect(api.auth.token).toBe('the token of somebody else');
  });

  it('waits for no request that is sent with the session', async () => {
    const { api, send } = client();
    const showSession = hideSession(api);
    await showSession();
    await send();
    await showSession();
    expect(api.auth.token).toBe('a token');
  });
});
