import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppSupervisor } from '@nocobase/server';
import enUS from '../../../../locale/en-US.json';
import jaJP from '../../../../locale/ja-JP.json';
import zhCN from '../../../../locale/zh-CN.json';
import zhTW from '../../../../locale/zh-TW.json';
import { WAITING_SENTENCES } from '../waiting-page';
import { waitInRoom } from '../waiting-room';

const LINK = '/api/wecom:authorize?authenticator=wecom';
const { starting, disabled } = WAITING_SENTENCES;

async function open(url = LINK, { status = 'starting', has = true, plugin = true, headers = {}, method = 'GET' } = {}) {
  const supervisor = {
    getAppStatus: async () => status,
    hasApp: () => has,
    getApp: async () => ({ pm: { get: () => (plugin ? {} : undefined) } }),
  };
  jest.spyOn(AppSupervisor, 'getInstance').mockReturnValue(supervisor as never);
  const sent: { status?: number; headers?: Record<string, string>; body?: string } = {};
  const res = {
    writeHead: (code: number, all: Record<string, string>) => Object.assign(sent, { status: code, headers: all }),
    end: (body: string) => Object.assign(sent, { body }),
  };
  const req = { method, url, headers: { accept: 'text/html', ...headers } };
  const answered = await waitInRoom(req as unknown as IncomingMessage, res as unknown as ServerResponse);
  return { answered, ...sent };
}

afterEach(() => jest.restoreAllMocks());

it.each(['preparing', 'initializing', 'starting', 'commanding', 'stopped', 'error'])(
  'a page goes on by itself while NocoBase is %s, and stays in no cache',
  async (status) => {
    const page = await open(LINK, { status });
    expect([page.answered, page.status, page.headers?.['Cache-Control']]).toEqual([true, 503, 'no-store']);
    expect(page.body).toContain('http-equiv="refresh" content="3"');
    expect(page.body).toContain(starting['en-US']);
  },
);

it('says in a sentence that the plugin is disabled, and does not ask again', async () => {
  const page = await open(LINK, { status: 'running', plugin: false });
  expect([page.status, page.headers?.['Cache-Control']]).toEqual([404, 'no-store']);
  expect(page.body).toContain(disabled['en-US']);
  expect(page.body).not.toContain('refresh');
});

it.each([
  ['zh-CN,zh;q=0.9', starting['zh-CN']],
  ['zh-Hant-TW', starting['zh-TW']],
  ['ja', starting['ja-JP']],
  ['fr', starting['en-US']],
])('speaks the language of %s', async (language, sentence) => {
  expect((await open(LINK, { headers: { 'accept-language': language } })).body).toContain(sentence);
});

it.each([
  ['an application that runs', LINK, { status: 'running' }],
  ['an unknown application', LINK, { status: 'not_found' }],
  ['a sub-app that NocoBase starts when it is asked for', '/api/__app/a1/wecom:authorize', { has: false }],
  ['another action', '/api/app:getInfo', {}],
  ['a program', LINK, { headers: { accept: 'application/json' } }],
  ['a POST', LINK, { method: 'POST' }],
  ['a page', '/admin', {}],
])('leaves %s to NocoBase', async (_, url, options) => {
  expect((await open(url, options)).answered).toBe(false);
});

it('is there for a sub-app that is starting', async () => {
  expect((await open('/api/__app/a1/wecom:authorize?authenticator=x')).answered).toBe(true);
});

it('has the sentences of the locale files', () => {
  const files: Record<string, Record<string, string>> = { 'en-US': enUS, 'zh-CN': zhCN, 'zh-TW': zhTW, 'ja-JP': jaJP };
  for (const sentences of [starting, disabled]) {
    for (const [language, sentence] of Object.entries(sentences)) {
      expect(files[language]?.[sentences['en-US']]).toBe(sentence);
    }
  }
});
