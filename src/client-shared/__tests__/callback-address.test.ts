/** @jest-environment jsdom */
import { openCallback } from '../callback-address';
import { beforeClientStarts } from '../startup';
import { fakeApp } from './support/fake-app';

const PATH = '/v/wecom/callback';
const QUERY = '?authenticator=wecom&code=the-code&state=the-state';

beforeEach(() => {
  window.sessionStorage.clear();
  window.history.replaceState(null, '', PATH + QUERY);
});

it('what WeCom has said survives a reload until the page is there, and no longer', () => {
  const app = fakeApp();
  openCallback(app.apiClient, QUERY);
  expect(window.location.search).toBe('?authenticator=wecom');
  // Its chunk did not load, and the person reloads.
  const callback = openCallback(app.apiClient, window.location.search);
  expect(callback).toMatchObject({ code: 'the-code', state: 'the-state' });
  callback.completeOnce(async () => undefined);
  expect(openCallback(app.apiClient, window.location.search)).toMatchObject({
    authenticator: 'wecom',
    code: '',
    state: '',
  });
});

it('a later callback takes the place of one that was never read', () => {
  const app = fakeApp();
  openCallback(app.apiClient, QUERY);
  const later = openCallback(app.apiClient, '?authenticator=wecom&error=WECOM_SETTINGS');
  expect(later).toMatchObject({ code: '', error: 'WECOM_SETTINGS' });
});

it('the address comes back where not even the reader of it could be loaded', async () => {
  jest.doMock('../callback-address', () => {
    throw new Error('Loading chunk failed.');
  });
  await expect(beforeClientStarts(fakeApp())).rejects.toThrow('chunk');
  expect(window.location.pathname + window.location.search).toBe(PATH + QUERY);
});
