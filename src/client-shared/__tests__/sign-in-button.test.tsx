/** @jest-environment jsdom */
import { cleanup, render, screen } from '@testing-library/react';
import { ERROR_MESSAGES } from '../../error-messages';
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

  it('S-08 carries no address of another site', () => {
    const link = show('/v/signin?redirect=%2F%2Fevil.example');
    expect(link.getAttribute('href')).toBe('/api/wecom:authorize?authenticator=wecom');
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

  it.each([
    '/v/signin?wecomError=WECOM_CANCELLED&authenticator=another',
    '/v/signin?wecomError=%3Cb%3Ehello&authenticator=wecom',
    '/v/signin?wecomError=toString&authenticator=wecom',
  ])('shows nothing for %s', (address) => {
    show(address);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
