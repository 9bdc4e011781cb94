/** What apps and contact-sync are told when people and departments change. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt, getSignature } from '../events/crypto';
import { CONTACT_SYNC, SAMPLE } from '../index';
import { sharedSimulator } from './helpers';

const TOKEN = 'QDG6eK';
const KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const { agentId, corpId } = SAMPLE;

interface Received {
  query: Record<string, string>;
  envelope: string;
  message: string;
}

/** What a receiver does with a request, and what came. */
let answer: (url: URL) => { status?: number; body?: string } | 'silence';
let received: Received[];
let server: Server;
let callback: { url: string; token: string; encodingAesKey: string };

const field = (xml: string, name: string) =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(xml)?.[1];

const opened = (encrypted: string) => decrypt(KEY, encrypted);

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let envelope = '';
    for await (const chunk of request) envelope += chunk;
    const url = new URL(request.url ?? '', callback.url);
    const query = Object.fromEntries(url.searchParams);
    if (request.method === 'POST') {
      received.push({ query, envelope, message: opened(field(envelope, 'Encrypt') ?? '').message });
    }
    const said = answer(url);
    if (said !== 'silence') response.writeHead(said.status ?? 200).end(said.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/wecom:contacts/demo`;
  callback = { url, token: TOKEN, encodingAesKey: KEY };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received = [];
  answer = (url) => ({ body: opened(url.searchParams.get('echostr') ?? '').message });
});

const simulator = sharedSimulator();
const control = () => simulator.get().control;
const listen = () => {
  answer = () => ({});
  control().patchCorp({ contactSync: { secret: SAMPLE.contactSyncSecret, callback } });
  control().patchApp(agentId, { callback });
};
/** What came, without the fields that all events have. */
const told = async () => {
  await control().eventsSettled();
  return received.map(({ message }) =>
    message
      .replace(/^<xml><ToUserName><!\[CDATA\[ww1234567890abcdef\]\]><\/ToUserName>/, '')
      .replace(/<(FromUserName|MsgType|EventKey|CreateTime|AgentID)>.*?<\/\1>/g, '')
      .replace('</xml>', '')
      .replace(/<!\[CDATA\[(.*?)\]\]>/g, '$1'),
  );
};
const contact = (type: string, fields: string) =>
  `<Event>change_contact</Event><ChangeType>${type}</ChangeType>${fields}`;

describe('an event', () => {
  test('is signed and encrypted as WeCom’s own library reads it', async () => {
    listen();
    control().deleteMember('xumin');
    await control().eventsSettled();
    const [first] = received;
    const { query, envelope, message } = first as Received;
    const encrypted = field(envelope, 'Encrypt') ?? '';
    expect(query.msg_signature).toBe(getSignature(TOKEN, query.timestamp ?? '', query.nonce ?? '', encrypted));
    expect(Math.abs(Number(query.timestamp) - Date.now() / 1000)).toBeLessThan(60);
    expect(opened(encrypted).id).toBe(corpId);
    expect(field(envelope, 'ToUserName')).toBe(corpId);
    expect(message).toMatch(
      /^<xml><ToUserName><!\[CDATA\[ww1234567890abcdef\]\]><\/ToUserName><FromUserName><!\[CDATA\[sys\]\]><\/FromUserName><CreateTime>\d{10}<\/CreateTime><MsgType><!\[CDATA\[event\]\]><\/MsgType><Event><!\[CDATA\[change_contact\]\]><\/Event><ChangeType>delete_user<\/ChangeType><UserID><!\[CDATA\[xumin\]\]><\/UserID><\/xml>$/,
    );
  });

  test.each<[what: string, change: () => void, events: string[]]>([
    [
      'a member who is hired',
      () => control().upsertMember({ userid: 'WangLi', name: '王丽', department: [3, 4] }),
      [contact('create_user', '<UserID>WangLi</UserID><Department>3,4</Department>'), '<Event>subscribe</Event>'],
    ],
    [
      'a member who moves within the range',
      () => control().upsertMember({ userid: 'zhangwei', department: [4] }),
      [contact('update_user', '<UserID>zhangwei</UserID><Department>4</Department>')],
    ],
    [
      'a member who moves out of the range',
      () => control().upsertMember({ userid: 'zhangwei', department: [6] }),
      [contact('update_user', '<UserID>zhangwei</UserID><Department>6</Department>'), '<Event>unsubscribe</Event>'],
    ],
    ['a new name', () => control().upsertMember({ userid: 'zhangwei', name: '张大伟' }), []],
    [
      'a member who is disabled',
      () => control().upsertMember({ userid: 'zhangwei', status: 2 }),
      ['<Event>unsubscribe</Event>'],
    ],
    [
      'a member who leaves',
      () => control().upsertMember({ userid: 'zhangwei', status: 5 }),
      ['<Event>unsubscribe</Event>'],
    ],
    [
      'a member who activates WeCom',
      () => control().upsertMember({ userid: 'zhaolei', status: 1 }),
      ['<Event>subscribe</Event>'],
    ],
    [
      'a member who is dismissed',
      () => control().deleteMember('zhangwei'),
      [contact('delete_user', '<UserID>zhangwei</UserID>'), '<Event>unsubscribe</Event>'],
    ],
    [
      'a member outside the range who is dismissed',
      () => control().deleteMember('zhoutao'),
      [contact('delete_user', '<UserID>zhoutao</UserID>')],
    ],
    [
      'a new userid',
      () => control().renameMember('zhangwei', 'zhangwei01'),
      [contact('update_user', '<UserID>zhangwei</UserID><NewUserID>zhangwei01</NewUserID>')],
    ],
    [
      'a new department',
      () => control().upsertDepartment({ id: 9, name: '法务部', parentid: 1 }),
      [contact('create_party', '<Id>9</Id><ParentId>1</ParentId>')],
    ],
    ['a department with a new name', () => control().upsertDepartment({ id: 5, name: '前端部' }), []],
    [
      'a department that moves out of the range with its people',
      () => control().upsertDepartment({ id: 5, parentid: 6 }),
      // 刘强 is in another department of the range as well.
      [contact('update_party', '<Id>5</Id><ParentId>6</ParentId>'), '<Event>unsubscribe</Event>'],
    ],
    [
      'a tag',
      () => control().upsertTag({ tagid: 1, userlist: ['LiNa', 'zhangwei'], partylist: [] }),
      [
        contact(
          'update_tag',
          '<TagId>1</TagId><AddUserItems>zhangwei</AddUserItems><DelUserItems>zhoutao</DelUserItems><DelPartyItems>4</DelPartyItems>',
        ),
      ],
    ],
    [
      'a narrower range',
      () => control().patchApp(agentId, { visibleDepartments: [2, 3] }),
      ['<Event>unsubscribe</Event>', '<Event>unsubscribe</Event>'],
    ],
  ])('tells of %s what WeCom tells', async (_, change, events) => {
    listen();
    change();
    expect((await told()).sort()).toEqual([...events].sort());
  });

  test('of the app names the member and the app', async () => {
    listen();
    control().upsertMember({ userid: 'zhangwei', status: 2 });
    await control().eventsSettled();
    const [{ message, envelope }] = received as [Received];
    expect(field(message, 'FromUserName')).toBe('zhangwei');
    expect(field(message, 'AgentID')).toBe(String(agentId));
    expect(field(message, 'EventKey')).toBe('');
    expect(field(envelope, 'AgentID')).toBe(String(agentId));
  });

  test('goes nowhere where no address is saved', async () => {
    control().deleteMember('zhangwei');
    expect(control().deliveries()).toEqual([]);
    await expect(control().sendEvent(agentId, { Event: 'subscribe' })).rejects.toThrow('no address');
  });
});

describe('a delivery', () => {
  test('is tried three times, until the answer is HTTP 200', async () => {
    listen();
    const statuses = [500, 302, 200];
    answer = () => ({ status: statuses.shift() });
    const { tries, state } = await control().sendEvent(CONTACT_SYNC, { Event: 'change_contact' });
    expect(tries.map(({ status }) => status)).toEqual([500, 302, 200]);
    expect(state).toBe('delivered');
    expect(new Set(received.map(({ query }) => query.nonce)).size).toBe(1);
  });

  test('is lost after three tries, and the next one comes all the same', async () => {
    listen();
    answer = () => ({ status: received.length <= 3 ? 503 : 200 });
    control().deleteMember('zhoutao');
    control().deleteMember('xumin');
    await control().eventsSettled();
    const contacts = control()
      .deliveries()
      .filter(({ receiver }) => receiver === CONTACT_SYNC);
    expect(contacts.map(({ state, tries }) => [state, tries.length])).toEqual([
      ['lost', 3],
      ['delivered', 1],
    ]);
  });

  test('waits so long and no longer, then tries with a new signature when told so', async () => {
    listen();
    control().patchCorp({ eventTimeoutMs: 100, eventRetryNonce: 'new' });
    answer = () => (received.length === 1 ? 'silence' : {});
    const { tries } = await control().sendEvent(CONTACT_SYNC, { Event: 'change_contact' });
    expect(tries).toMatchObject([{ error: expect.any(String) }, { status: 200 }]);
    expect(new Set(received.map(({ query }) => query.nonce)).size).toBe(2);
  });

  test('can be forged in every part', async () => {
    listen();
    const forged = {
      timestamp: 1409659589,
      nonce: 'again',
      signature: 'f'.repeat(40),
      receiveId: 'ww0000000000000000',
    };
    await control().sendEvent(agentId, { Event: 'unsubscribe', FromUserName: 'LiNa', CreateTime: 5 }, forged);
    const [{ query, envelope, message }] = received as [Received];
    expect(query).toMatchObject({ timestamp: '1409659589', nonce: 'again', msg_signature: 'f'.repeat(40) });
    expect(opened(field(envelope, 'Encrypt') ?? '').id).toBe('ww0000000000000000');
    expect(field(message, 'CreateTime')).toBe('5');
  });

  test('can be repeated as it was', async () => {
    listen();
    const { url, body } = await control().sendEvent(CONTACT_SYNC, { Event: 'change_contact' });
    await fetch(url, { method: 'POST', body });
    expect(received[1]).toEqual(received[0]);
  });
});

describe('the address for events', () => {
  test('is saved when it answers what was encrypted', async () => {
    expect(await control().saveCallback(CONTACT_SYNC, callback)).toEqual({ saved: true });
    expect(await control().saveCallback(agentId, callback)).toEqual({ saved: true });
    control().deleteMember('xumin');
    await control().eventsSettled();
    expect(received).toHaveLength(2);
  });

  test.each<[what: string, said: (plain: string) => { status?: number; body?: string } | 'silence', word: string]>([
    ['says something else', () => ({ body: 'ok' }), 'plain text'],
    ['puts quotes around it', (plain) => ({ body: JSON.stringify(plain) }), 'plain text'],
    ['adds a line break', (plain) => ({ body: `${plain}\n` }), 'plain text'],
    ['answers another status', (plain) => ({ status: 503, body: plain }), 'HTTP 503'],
    ['says nothing in time', () => 'silence', 'abort'],
  ])('is not saved when it %s', async (_, said, word) => {
    control().patchCorp({ verifyTimeoutMs: 200 });
    answer = (url) => said(opened(url.searchParams.get('echostr') ?? '').message);
    const verdict = await control().saveCallback(CONTACT_SYNC, callback);
    expect(verdict).toEqual({ saved: false, reason: expect.stringContaining(word) });
    control().deleteMember('xumin');
    expect(control().deliveries()).toEqual([]);
  });

  test.each([{ url: 'ftp://x' }, { token: 'a-b' }, { encodingAesKey: 'short' }])('cannot be %j', async (wrong) => {
    await expect(control().saveCallback(CONTACT_SYNC, { ...callback, ...wrong })).rejects.toThrow('callback');
  });
});

test('a new userid holds everywhere', () => {
  const { state } = simulator.get();
  control().patchApp(agentId, { visibleMembers: ['ZhangWei'] });
  control().setCurrentMember('zhangwei');
  control().mintCode({ userid: 'zhangwei', scope: 'snsapi_privateinfo' });
  control().renameMember('zhangwei', 'zhang.wei');
  const { directory, apps } = state.corp;
  expect(directory.member('zhangwei')).toBeUndefined();
  expect(directory.member('ZHANG.WEI')).toMatchObject({ name: '张伟', department: [2] });
  expect(directory.member('LiNa')?.direct_leader).toEqual(['zhang.wei']);
  expect(apps[0]?.visibleMembers).toEqual(['zhang.wei']);
  expect(state.currentMember).toBe('zhang.wei');
  expect(state.consents.granted('zhang.wei', agentId)).toContain('mobile');
  expect(() => control().renameMember('zhang.wei', 'lina')).toThrow('already');
  expect(() => control().renameMember('nobody', 'x')).toThrow('no member');
});

test.each<[what: string, change: () => void, word: string]>([
  ['a department with members', () => control().deleteDepartment(6), 'members'],
  [
    'a department with others below it',
    () => {
      control().upsertMember({ userid: 'zhangwei', department: [4] });
      control().deleteMember('zhaolei');
      control().deleteMember('liuqiang');
      control().deleteDepartment(2);
    },
    'below',
  ],
  ['a department below itself', () => control().upsertDepartment({ id: 2, parentid: 5 }), 'below itself'],
  ['a department that is not there', () => control().deleteDepartment(77), '77'],
  ['a new department without a name', () => control().upsertDepartment({ id: 77, parentid: 1 }), 'name'],
])('%s is refused in a sentence', (_, change, word) => {
  expect(change).toThrow(word);
});
