/** What apps and contact-sync are told when people and departments change. */
import { getSignature } from '../events/crypto';
import { CONTACT_SYNC, SAMPLE } from '../index';
import { sharedSimulator } from './helpers';
import { field, opened, type Received, sharedReceiver, TOKEN } from './receiver';

const { agentId, corpId } = SAMPLE;
const app = sharedReceiver();
const simulator = sharedSimulator();
const control = () => simulator.get().control;
const listen = () => {
  const { callback } = app;
  control().patchCorp({ contactSync: { secret: SAMPLE.contactSyncSecret, callback } });
  control().patchApp(agentId, { callback });
};
/** What came, without the fields that all events have. */
const told = async () => {
  await control().eventsSettled();
  return app.received.map(({ message }) =>
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
  test('is signed and encrypted as the documents say', async () => {
    listen();
    control().deleteMember('xumin');
    await control().eventsSettled();
    const [first] = app.received;
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
    const [{ message, envelope }] = app.received as [Received];
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
    app.answer = () => ({ status: statuses.shift() });
    const { tries, state } = await control().sendEvent(CONTACT_SYNC, { Event: 'change_contact' });
    expect(tries.map(({ status }) => status)).toEqual([500, 302, 200]);
    expect(state).toBe('delivered');
    expect(new Set(app.received.map(({ query }) => query.nonce)).size).toBe(1);
  });

  test('is lost after three tries, and the next one comes all the same', async () => {
    listen();
    app.answer = () => ({ status: app.received.at(-1)?.message.includes('zhoutao') ? 503 : 200 });
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
    app.answer = () => (app.received.length === 1 ? 'silence' : {});
    const { tries } = await control().sendEvent(CONTACT_SYNC, { Event: 'change_contact' });
    expect(tries).toMatchObject([{ error: expect.any(String) }, { status: 200 }]);
    expect(new Set(app.received.map(({ query }) => query.nonce)).size).toBe(2);
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
    const [{ query, envelope, message }] = app.received as [Received];
    expect(query).toMatchObject({ timestamp: '1409659589', nonce: 'again', msg_signature: 'f'.repeat(40) });
    expect(opened(field(envelope, 'Encrypt') ?? '').id).toBe('ww0000000000000000');
    expect(field(message, 'CreateTime')).toBe('5');
  });

  test('can be repeated as it was', async () => {
    listen();
    const { url, body } = await control().sendEvent(CONTACT_SYNC, { Event: 'change_contact' });
    await fetch(url, { method: 'POST', body });
    expect(app.received[1]).toEqual(app.received[0]);
  });
});
