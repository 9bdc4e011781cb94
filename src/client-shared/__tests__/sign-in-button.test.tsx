/** @jest-environment jsdom */
import { cleanup, render, screen } from '@testing-library/react';
import { ERROR_MESSAGES, messageOf } from '../../shared/error-messages';
import { ERROR_PAGES } from '../callback/error-pages';
import { SignInButton } from '../sign-in-button';
import { prepareBrowser } from './support/browser';
import { fakeApp } from './support/fake-app';

function show(address: string, authenticator = {}) {
  window.history.replaceState(null, '', address);
  const app = fakeApp({ basename: '/v', publicPath: '/v/' });
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
