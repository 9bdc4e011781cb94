import type { Context } from '@nocobase/actions';
import { USER_AGENTS } from '../../../../../simulator';
import { signInForFile } from '../file-sign-in';

const FILE = '/files/main/main/attachments/1.pdf';
const OPENED = { 'User-Agent': USER_AGENTS.wecomIphone, Accept: 'text/html', Cookie: '' };

/** A request for a file, and what NocoBase makes of it. */
async function ask(
  { path = FILE, method = 'GET', headers = {}, query = {} as Record<string, string> } = {},
  answer: number | 'throws' = 'throws',
  autoLogin = true,
) {
  const all: Record<string, string> = { ...OPENED, ...headers };
  const withAutoLogin = async () =>
    autoLogin ? { name: 'wecom', options: { origin: 'https://a.example' } } : undefined;
  const ctx = {
    ...{ path, method, query, url: `${path}?x=1`, status: 200, body: 'the file' },
    get: (name: string) => all[name] ?? '',
    app: { name: 'main', pm: { get: () => ({ service: { settings: { withAutoLogin } } }) } },
    sent: [] as string[],
    location: '',
    set: () => undefined,
    append: (_: string, value: string) => ctx.sent.push(value),
    redirect: (location: string) => {
      ctx.location = location;
    },
  };
  const failed = await signInForFile(ctx as unknown as Context, async () => {
    if (answer === 'throws') throw Object.assign(new Error('Not found'), { status: 404 });
    ctx.status = answer;
  }).then(
    () => undefined,
    (error) => error.status,
  );
  return { location: ctx.location, cookie: ctx.sent[0], failed };
}

it.each([401, 403, 404, 'throws'] as const)(
  'a file that NocoBase refuses with %s is there after a sign-in',
  async (answer) => {
    const { location, cookie, failed } = await ask({}, answer);
    expect(location).toBe(`/api/wecom:authorize?authenticator=wecom&redirect=${encodeURIComponent(`${FILE}?x=1`)}`);
    expect(cookie).toMatch(/^wecom_auto_main=started-/);
    expect(failed).toBeUndefined();
  },
);

it.each([200, 206, 304, 500])('S-60 an answer with %s is not touched', async (answer) => {
  expect((await ask({}, answer)).location).toBe('');
});

it.each([
  ['an upload', { path: '/storage/uploads/report.pdf' }],
  ['a picture in a page', { headers: { Accept: 'image/*' } }],
  ['a frame', { headers: { 'Sec-Fetch-Dest': 'iframe' } }],
  ['a browser that is not WeCom', { headers: { 'User-Agent': USER_AGENTS.chrome } }],
  ['somebody who has a session', { headers: { Cookie: 'nb_auth_token_main=abc' } }],
  ['a link with a token of its own', { query: { temporaryAccessToken: 'abc' } }],
  ['somebody who was sent to sign in already', { headers: { Cookie: 'wecom_auto_main=started-abc' } }],
  ['a POST', { method: 'POST' }],
])('S-60 leaves alone %s, with NocoBase’s own answer', async (_, request) => {
  expect(await ask(request)).toEqual({ location: '', cookie: undefined, failed: 404 });
});

it('does nothing where no authenticator signs in by itself', async () => {
  expect(await ask({}, 'throws', false)).toMatchObject({ location: '', failed: 404 });
});
