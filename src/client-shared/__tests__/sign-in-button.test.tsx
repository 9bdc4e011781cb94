/** @jest-environment jsdom */
import { act, cleanup, render, screen } from '@testing-library/react';
import { USER_AGENTS } from '../../../simulator/user-agents';
import { ERROR_MESSAGES, messageOf } from '../../shared/error-messages';
import { ERROR_PAGES } from '../callback/error-pages';
import { isFramed } from '../framed';
import { SignInButton } from '../sign-in-button';
import { prepareBrowser, setUserAgent } from './support/browser';
import { fakeApp } from './support/fake-app';

jest.mock('../framed', () => ({ isFramed: jest.fn(() => false) }));
const framed = isFramed as jest.Mock;

/** What antd puts on the clipboard, by a selection and the browser's own command. */
async function copiedBy(click: () => void): Promise<string | undefined> {
  let copied: string | undefined;
  document.execCommand = () => {
    copied = document.getSelection()?.toString();
    return true;
  };
  await act(async () => click());
  return copied;
}

function show(address: string, authenticator = {}, t?: (key: string, options?: { ns?: string }) => string) {
  window.history.replaceState(null, '', address);
  const app = fakeApp({ basename: '/v', publicPath: '/v/' });
  if (t) app.i18n.t = t as typeof app.i18n.t;
  render(<SignInButton app={app} authenticator={{ name: 'wecom', authType: 'wecom', ...authenticator }} />);
  return screen.getByRole('link');
}

beforeAll(() => prepareBrowser());
afterEach(cleanup);

describe('the button', () => {
  it('is a plain link that keeps the page the person wanted', () => {
    expect(show('/v/signin?redirect=%2Fv%2Fadmin%2Fx').getAttribute('href')).toBe(
      '/api/wecom:authorize?authenticator=wecom&redirect=%2Fv%2Fadmin%2Fx',
    );
  });

  it('leads to the start page of its own client when no page was wanted', () => {
    expect(show('/v/signin').getAttribute('href')).toBe(
      '/api/wecom:authorize?authenticator=wecom&redirect=%2Fv%2Fadmin',
    );
  });

  it('S-08 carries no address of another site', () => {
    const link = show('/v/signin?redirect=%2F%2Fevil.example');
    expect(link.getAttribute('href')).toBe('/api/wecom:authorize?authenticator=wecom&redirect=%2Fv%2Fadmin');
  });

  it.each([
    [{ options: { buttonText: 'Staff' }, title: 'Acme' }, 'Staff'],
    [{ title: 'Acme' }, 'Acme'],
    [{}, 'Sign in with WeCom'],
  ])('has the text of the administrator, the title, or its own (%#)', (authenticator, text) => {
    expect(show('/v/signin', authenticator).textContent).toBe(text);
  });

  it.each([
    ['{{t("Staff sign-in")}}', '[Staff sign-in]'],
    ["{{ t('Staff sign-in') }} (WeCom)", '[Staff sign-in] (WeCom)'],
    ['{{t("Staff", { ns: "@nocobase/x" })}}', '[@nocobase/x:Staff]'],
    ['{{ $env.X }} {{t(1)}}', '{{ $env.X }} {{t(1)}}'],
  ])('translates the templates of NocoBase in %s', (buttonText, text) => {
    const t = (key: string, { ns }: { ns?: string } = {}) => `[${ns ? `${ns}:` : ''}${key}]`;
    expect(show('/v/signin', { options: { buttonText } }, t).textContent).toBe(text);
  });

  it('opens the whole window out of a frame', () => {
    expect(show('/v/signin').getAttribute('target')).toBeNull();
    cleanup();
    framed.mockReturnValue(true);
    expect(show('/v/signin').getAttribute('target')).toBe('_top');
    framed.mockReturnValue(false);
  });

  it('has the link to open in WeCom on a phone, and leaves the QR code as a choice', async () => {
    setUserAgent(USER_AGENTS.chromeAndroid);
    const button = show('/v/signin?redirect=%2Fv%2Fadmin%2Fx');
    const copied = await copiedBy(() => screen.getByRole('button', { name: 'Copy the link' }).click());
    expect(copied).toBe(new URL(button.getAttribute('href') ?? '', window.location.href).href);
    cleanup();
    setUserAgent(USER_AGENTS.chrome);
    show('/v/signin');
    expect(screen.queryByRole('button', { name: 'Copy the link' })).toBeNull();
  });

  it('says in words what failed, beside the authenticator that failed', () => {
    show('/v/signin?wecomError=WECOM_CANCELLED&authenticator=wecom');
    expect(screen.getByRole('alert').textContent).toBe(ERROR_MESSAGES.WECOM_CANCELLED);
  });

  it.each(['OFFLINE', 'ORIGIN_REFUSED', 'UNKNOWN'] as const)('knows what happened on the way: %s', (code) => {
    show(`/v/signin?wecomError=${code}&authenticator=wecom`);
    expect(screen.getByRole('alert').textContent).toBe(ERROR_PAGES[code].happened);
  });

  it('does not say that WeCom is out of reach when it refused', () => {
    show('/v/signin?wecomError=WECOM_UNAVAILABLE&wecomReason=refused&authenticator=wecom');
    expect(screen.getByRole('alert').textContent).toBe(messageOf('WECOM_UNAVAILABLE', 'refused'));
    cleanup();
    show('/v/signin?wecomError=WECOM_UNAVAILABLE&wecomReason=toString&authenticator=wecom');
    expect(screen.getByRole('alert').textContent).toBe(ERROR_MESSAGES.WECOM_UNAVAILABLE);
  });

  it.each([
    '/v/signin?wecomError=WECOM_CANCELLED&authenticator=another',
    '/v/signin?wecomError=%3Cb%3Ehello&authenticator=wecom',
    '/v/signin?wecomError=toString&authenticator=wecom',
  ])('shows nothing for %s', (address) => {
    show(address);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
