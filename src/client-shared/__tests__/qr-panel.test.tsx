/** @jest-environment jsdom */
import { act, cleanup, render, screen } from '@testing-library/react';
import { USER_AGENTS } from '../../../simulator/user-agents';
import { READY_WITHIN_MS, RENEW_AFTER_MS, STALE_AFTER_MS } from '../open-panel';
import { SignInButton } from '../sign-in-button';
import { prepareBrowser, setUserAgent } from './support/browser';
import { fakeApp } from './support/fake-app';

const TITLE = 'QR code of WeCom';
const REDIRECT_URI = 'http://localhost/v/wecom/callback?authenticator=wecom';
const PANEL = 'https://login.example/wwlogin/sso/login?redirect_type=top';

let asked: string[];
let answer: { status?: number; redirectUri?: string; link?: string };

function fakeFetch(url: string) {
  asked.push(url);
  const { status = 200, redirectUri = REDIRECT_URI, link = `<${PANEL}&n=${asked.length}>; rel="wecom-panel"` } = answer;
  return Promise.resolve({
    ok: status === 200,
    headers: new Headers({ Link: link }),
    json: async () => (status === 200 ? { redirect_uri: redirectUri } : { errors: [] }),
  });
}

async function show(showQrCode = true) {
  window.history.replaceState(null, '', '/v/signin?redirect=%2Fv%2Fadmin%2Fx');
  const app = fakeApp({ basename: '/v', publicPath: '/v/' });
  const authenticator = { name: 'wecom', authType: 'wecom', options: { showQrCode } };
  await act(async () => {
    render(<SignInButton app={app} authenticator={authenticator} />);
  });
}

const frame = () => screen.queryByTitle<HTMLIFrameElement>(TITLE);
const pass = (ms: number) => act(async () => jest.advanceTimersByTime(ms));
const ready = (source: MessageEventSource | null | undefined = frame()?.contentWindow) =>
  act(async () => {
    window.dispatchEvent(new MessageEvent('message', { data: '{"type":"ww-iframe-handle:ready"}', source }));
  });
function setVisible(visible: boolean) {
  Object.defineProperty(document, 'visibilityState', { value: visible ? 'visible' : 'hidden', configurable: true });
  return act(async () => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

beforeAll(() => prepareBrowser());
beforeEach(() => {
  jest.useFakeTimers();
  asked = [];
  answer = {};
  global.fetch = fakeFetch as unknown as typeof fetch;
  setUserAgent(USER_AGENTS.chrome);
  Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
});
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

it('stands above the button, for the page that was wanted', async () => {
  await show();
  expect(asked).toEqual(['/api/wecom:authorize?authenticator=wecom&redirect=%2Fv%2Fadmin%2Fx&panel=1']);
  expect(frame()?.src).toBe(`${PANEL}&n=1`);
  expect(screen.getByRole('link').getAttribute('href')).not.toContain('panel');
});

it('is loaded only when an administrator has switched it on', async () => {
  await show(false);
  expect([asked, frame()]).toEqual([[], null]);
});

it.each(['wecomWindows', 'wecomIphone', 'wechat', 'chromeAndroid'] as const)('is not there in %s', async (browser) => {
  setUserAgent(USER_AGENTS[browser]);
  await show();
  expect([asked, frame()]).toEqual([[], null]);
  expect(screen.getByRole('link')).toBeTruthy();
});

it.each([
  ['refuses', { status: 403 }],
  ['names no panel', { link: '' }],
  ['names no page', { link: '<javascript:alert(1)>; rel="wecom-panel"' }],
  ['lets WeCom come back to another address, where the cookie is not', { redirectUri: 'https://nb.example/wecom' }],
])('leaves the button alone when the server %s', async (_, given) => {
  answer = given;
  await show();
  expect(frame()).toBeNull();
  expect(screen.getByRole('link')).toBeTruthy();
});

it('goes away when the page of WeCom does not come, and stays when it does', async () => {
  await show();
  await ready(window);
  await pass(READY_WITHIN_MS);
  expect(frame()).toBeNull();
  cleanup();
  await show();
  await ready();
  await pass(READY_WITHIN_MS);
  expect(frame()).not.toBeNull();
});

it('believes the older page of a private deployment, which answers nobody', async () => {
  answer = { link: '<https://wecom.corp/wwopen/sso/qrConnect?appid=wl>; rel="wecom-panel"' };
  await show();
  await pass(READY_WITHIN_MS);
  expect(frame()).not.toBeNull();
});

it('is renewed before its state is too old, with one state for each', async () => {
  await show();
  await ready();
  await pass(RENEW_AFTER_MS - 1);
  expect(asked).toHaveLength(1);
  await pass(1);
  expect(asked).toHaveLength(2);
  expect(frame()?.src).toBe(`${PANEL}&n=2`);
});

it('starts nothing in a tab that nobody looks at, and is renewed when somebody does', async () => {
  await show();
  await setVisible(false);
  await pass(10 * RENEW_AFTER_MS);
  expect(asked).toHaveLength(1);
  await setVisible(true);
  expect(asked).toHaveLength(2);
  await setVisible(false);
  await pass(STALE_AFTER_MS - 1);
  await setVisible(true);
  expect(asked).toHaveLength(2);
});

it('is renewed when the browser brings the page back', async () => {
  await show();
  const back = Object.assign(new Event('pageshow'), { persisted: true });
  await act(async () => void window.dispatchEvent(back));
  expect(asked).toHaveLength(2);
});

it('ends with the sign-in page', async () => {
  await show();
  cleanup();
  await pass(10 * RENEW_AFTER_MS);
  expect(asked).toHaveLength(1);
});
