import { isCallbackPage } from '../constants';
import { isLeftAlone, isPublicPage, isSignInPage } from '../pages';

/** What may stand before a page: public path, prefix of the modern client, sub-app. */
const BASES = ['', '/v', '/apps/a1', '/nocobase/next/apps/a1'];

const PAGES: Record<'callback' | 'signIn' | 'public' | 'ordinary', string[]> = {
  callback: ['/wecom/callback', '/wecom/callback/', '/WeCom/Callback//'],
  signIn: ['/signin', '/signin/', '/signup', '/SignIn'],
  public: ['/forgot-password', '/reset-password/', '/public-forms/questionnaire', '/public-forms'],
  ordinary: [
    '/',
    '/admin',
    '/m',
    '/admin/signin-log',
    '/signin/x',
    '/wecom/callbacks',
    '/wecom/callback/x',
    '/admin/public-forms-of-mine',
    '/admin/settings/public-forms',
  ],
};

const all = Object.entries(PAGES).flatMap(([kind, pages]) =>
  pages.flatMap((page) => BASES.map((base) => [kind, base + page] as const)),
);

it.each(all)('%s: %s', (kind, path) => {
  const shown = [
    isCallbackPage(path),
    isSignInPage(path),
    isPublicPage(path),
    isLeftAlone(path, new URLSearchParams()),
  ];
  const callback = kind === 'callback';
  expect(shown).toEqual([callback, callback || kind === 'signIn', kind === 'public', callback || kind === 'public']);
});

it('S-34 nobody is sent away after a failure, or when a session arrives in the address', () => {
  const alone = (query: string) => isLeftAlone('/admin', new URLSearchParams(query));
  expect(alone('?wecomError=WECOM_CANCELLED')).toBe(true);
  expect(alone('?authenticator=cas&token=abc')).toBe(true);
  expect(alone('?tab=1')).toBe(false);
});
