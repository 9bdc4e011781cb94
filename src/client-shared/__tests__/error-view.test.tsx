/** @jest-environment jsdom */
import { act, cleanup, render, screen } from '@testing-library/react';
import { ERROR_PAGES, REASON_PAGES } from '../callback/error-pages';
import { ErrorView } from '../callback/error-view';
import type { RefusalCode } from '../callback/refusal';
import { prepareBrowser, setUserAgent } from './support/browser';
import { fakeApp } from './support/fake-app';

const HOME = 'https://example.com/api/wecom:authorize?authenticator=wecom';
const CODES = Object.keys(ERROR_PAGES) as RefusalCode[];

function show(code: RefusalCode, more = {}) {
  const app = fakeApp({ basename: '/' });
  const refusal = { code, reference: 'req-1', redirect: '/admin/x', homeLink: HOME, ...more };
  return render(<ErrorView app={app} authenticator="wecom" refusal={refusal} />);
}

const primary = (container: HTMLElement) => [...container.querySelectorAll<HTMLElement>('.ant-btn-primary')];

beforeAll(() => prepareBrowser());
beforeEach(() => setUserAgent('Mozilla/5.0 Chrome/140.0.0.0'));
afterEach(cleanup);

describe('the page of every code', () => {
  it.each(CODES)('%s says what happened and what to do, with one clear action', (code) => {
    const { container } = show(code);
    const { title, happened, advice } = ERROR_PAGES[code];
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title);
    expect(screen.getByRole('alert').textContent).toContain(happened);
    expect(screen.getByRole('alert').textContent).toContain(advice);
    expect(primary(container)).toHaveLength(1);
    expect(container.textContent).not.toContain(code);
  });

  it.each(CODES)('%s offers another way to sign in, which knows what failed', (code) => {
    show(code);
    const link = screen.getByRole('link', { name: 'Use another way to sign in' });
    expect(link.getAttribute('href')).toBe(`/signin?wecomError=${code}&authenticator=wecom&redirect=%2Fadmin%2Fx`);
  });

  it('of a reason is shown instead of the one of the code, also by the other way to sign in', () => {
    const { container } = show('WECOM_UNAVAILABLE', { reason: 'refused' });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(REASON_PAGES.refused?.title);
    expect(screen.getByRole('alert').textContent).toContain(REASON_PAGES.refused?.happened);
    expect(primary(container)).toHaveLength(1);
    const link = screen.getByRole('link', { name: 'Use another way to sign in' });
    expect(link.getAttribute('href')).toContain('wecomError=WECOM_UNAVAILABLE&wecomReason=refused&');
  });

  it('has the link of the API to open in WeCom, where that has a host of its own', async () => {
    const app = fakeApp({ basename: '/', apiBase: 'https://api.example.com/api/' });
    const copied: string[] = [];
    Object.assign(navigator, { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    render(<ErrorView app={app} authenticator="wecom" refusal={{ code: 'WECOM_FIRST_SIGN_IN', homeLink: HOME }} />);
    await act(async () => screen.getByRole('button', { name: 'Copy the link' }).click());
    expect(copied).toEqual(['https://api.example.com/api/wecom:authorize?authenticator=wecom']);
  });

  it('starts again for the page that was wanted', () => {
    const { container } = show('WECOM_CANCELLED');
    expect(primary(container)[0]?.getAttribute('href')).toBe(
      '/api/wecom:authorize?authenticator=wecom&redirect=%2Fadmin%2Fx',
    );
  });

  it('continues in WeCom with consent', () => {
    const { container } = show('WECOM_CONSENT_REQUIRED');
    expect(primary(container)[0]?.getAttribute('href')).toContain('consent=1');
  });

  it('shows the QR code of the app on a computer', () => {
    show('WECOM_FIRST_SIGN_IN');
    expect(screen.getByRole('img', { name: 'QR code that opens the app in WeCom' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy the link' })).toBeTruthy();
  });

  it('shows no QR code on the phone that would have to scan it', () => {
    setUserAgent('Mozilla/5.0 (Linux; Android 15) Mobile Safari/537.36');
    show('WECOM_FIRST_SIGN_IN');
    expect(screen.queryByRole('img')).toBeNull();
    expect(screen.getByRole('button', { name: 'Copy the link' })).toBeTruthy();
  });

  it('gives the administrator a reference', () => {
    show('WECOM_SETTINGS');
    expect(screen.getByText('req-1')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy the details' })).toBeTruthy();
  });

  it('speaks Chinese', async () => {
    await prepareBrowser('zh-CN');
    show('WECOM_NO_ACCOUNT');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('没有找到账号');
    cleanup();
    await prepareBrowser();
  });
});
