/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../../simulator';
import { addUser } from '../../__tests__/support/suite';
import { addChannel, CHANNEL, linkedUser, messageLog, messageSuite, notifications } from './support';

const { manager, mixedCase, bizMail, outsideRange } = SAMPLE.members;
const suite = messageSuite();

const send = async (userIds: unknown[], message: object, data = {}, channel = CHANNEL) => {
  const channels = [channel];
  const [result] = await notifications(suite.app).sendToUsers({ userIds, channels, message, data });
  return result;
};
const inbox = (userid: string) => suite.simulator.control.inbox(userid).map(({ content }) => content);
const calls = () => suite.simulator.control.calls().filter(({ endpoint }) => endpoint === 'message/send');
const touser = (call = 0): string[] => JSON.parse(calls()[call]?.body ?? '{}').touser.split('|');

describe('who gets a message', () => {
  it('the linked ones among the users; the log says who got nothing, and why', async () => {
    const reached = await linkedUser(suite.app, manager);
    const hidden = await linkedUser(suite.app, outsideRange, { nickname: 'Zhou' });
    const unlicensed = await linkedUser(suite.app, bizMail, { nickname: 'Wang' });
    const { id: unlinked } = await addUser(suite.app, { nickname: 'Anna' });
    suite.simulator.control.setUnlicensed([bizMail]);
    expect(await send([reached, hidden, unlinked, unlicensed], { content: 'Hello' })).toMatchObject({
      status: 'success',
      queued: false,
    });
    expect(inbox(manager)).toEqual([{ msgtype: 'text', text: { content: 'Hello' } }]);
    expect(inbox(bizMail)).toEqual([]);
    const [{ msgid } = { msgid: '' }] = suite.simulator.control.inbox(manager);
    const [log] = await messageLog(suite.app);
    expect(log?.status).toBe('success');
    expect(log?.reason).toBe(
      `Reached 1 of 4. Without a link to WeCom: Anna. Refused by WeCom, because they have left or are outside the visible range of the app: Zhou. Without a licence of the company for WeCom’s interfaces: Wang. Message id: ${msgid}.`,
    );
  });

  it.each(['left', 'blocked'])('S-46 nobody whose link is %s', async (state) => {
    const id = await linkedUser(suite.app, manager);
    await suite.app.db.getModel('wecomAccounts').update({ state } as never, { where: { userId: id } });
    expect(await send([id], { content: 'Hello' })).toMatchObject({ status: 'failure' });
    expect(calls()).toEqual([]);
  });

  it('S-14 nobody who is linked in another company only', async () => {
    const { id: userId } = await addUser(suite.app, { nickname: 'Anna' });
    await suite.app.db.getModel('wecomAccounts').create({ corpId: 'ww0000', memberId: manager, userId } as never);
    expect((await send([userId], { content: 'Hello' }))?.status).toBe('failure');
    expect(calls()).toEqual([]);
  });

  it('each once and in order, from ids, texts, lists and filters', async () => {
    const ids = [];
    for (const userid of [bizMail, manager, mixedCase])
      ids.push(await linkedUser(suite.app, userid, { email: `${userid}@x.example` }));
    const [first, second, third] = ids;
    const receivers = [
      String(second),
      [first, [second]],
      { filter: { email: { $includes: '@x.example' } } },
      third,
      '',
      null,
      'nobody',
      '{{ nothing }}',
      { id: first },
    ];
    await notifications(suite.app).send({
      channelName: CHANNEL,
      message: { content: 'Hello', receivers },
      triggerFrom: 'test',
    });
    expect(touser()).toEqual([manager, bizMail, mixedCase.toLowerCase()]);
    expect((await messageLog(suite.app))[0]?.reason).toContain('Reached 3 of 3.');
  });

  it('nobody when there is nobody, which is no failure', async () => {
    expect(await send([], { content: 'Hello' })).toMatchObject({
      status: 'success',
      reason: 'The message has no receivers.',
    });
    expect(calls()).toEqual([]);
  });
});

describe('many receivers', () => {
  const MANY = 2_500;

  it('are asked for a thousand at a time, and every call is full', async () => {
    const { control } = suite.simulator;
    const { db } = suite.app;
    const members = Array.from({ length: MANY }, (_, i) => ({
      userid: `many${i}`,
      name: `Many ${i}`,
      department: [2],
    }));
    control.patchCorp({ members: [...suite.simulator.state.corp.directory.members(), ...members] as never });
    const users = await db.getModel('users').bulkCreate(
      Array.from({ length: MANY * 2 }, (_, i) => ({ nickname: `Many ${i}` })),
      { hooks: false },
    );
    // Every second user is linked.
    const links = members.map(({ userid }, i) => ({
      corpId: SAMPLE.corpId,
      memberId: userid,
      userId: users[i * 2]?.get('id') as number,
    }));
    await db.getModel('wecomAccounts').bulkCreate(links as never[]);
    const result = await send(
      users.map((user) => user.get('id')),
      { content: 'Hello' },
    );
    expect(calls().map((_, index) => touser(index).length)).toEqual([1000, 1000, 500]);
    expect(touser(1)[0]).toBe('many1000');
    expect(result?.reason).toMatch(
      /^Reached 2500 of 5000\. Without a link to WeCom: Many 1, Many 3, Many 5 and 2497 more\./,
    );
  });
});

describe('what a message says', () => {
  let id: number;
  beforeEach(async () => {
    id = await linkedUser(suite.app, manager);
  });

  const CARD = { msgtype: 'textcard', title: 'Order 7', content: 'Please look' };

  it.each([
    ['a page', '/admin/orders/7?tab=2', '/admin/orders/7?tab=2'],
    ['a page of the modern client', '/v/admin/orders', '/v/admin/orders'],
  ])('its link signs in and opens %s', async (_, url, page) => {
    await send([id], { ...CARD, url });
    const [card] = inbox(manager);
    expect(card).toMatchObject({
      textcard: {
        url: `https://app.example.com/api/wecom:authorize?authenticator=wecom&redirect=${encodeURIComponent(page)}`,
      },
    });
  });

  it('variables are filled in once, without the marks of HTML, wherever they stand', async () => {
    const data = { name: 'Tom & "Jerry"', trap: '{{$env.APP_KEY}}', id: 7, amount: 1200, $env: { APP_KEY: 'secret' } };
    await send(
      [id],
      {
        msgtype: 'template_card',
        title: 'For {{name}}',
        content: '{{{trap}}} {{trap}}',
        url: '/admin/{{id}}',
        btntxt: '{{name}}',
        emphasis: { title: '{{amount}}', desc: 'CNY' },
        rows: [{ keyname: 'By', value: '{{name}}' }],
      },
      data,
    );
    expect(inbox(manager)[0]).toMatchObject({
      template_card: {
        main_title: { title: 'For Tom & "Jerry"' },
        sub_title_text: '{{$env.APP_KEY}} {{$env.APP_KEY}}',
        emphasis_content: { title: '1200', desc: 'CNY' },
        horizontal_content_list: [{ keyname: 'By', value: 'Tom & "Jerry"' }],
        jump_list: [{ title: 'Tom & "Jerry"' }],
        card_action: { url: expect.stringMatching(/redirect=%2Fadmin%2F7$/) },
      },
    });
    // The log has what was sent.
    expect((await messageLog(suite.app))[0]?.message).toMatchObject({
      title: 'For Tom & "Jerry"',
      content: `${data.trap} ${data.trap}`,
    });
  });

  it('data chooses no other site, neither as the link of a card nor hidden in a body', async () => {
    await send([id], { ...CARD, url: '{{url}}' }, { url: 'https://evil.example/' });
    expect(inbox(manager)[0]).toMatchObject({
      textcard: { url: expect.stringMatching(/^https:\/\/app\.example\.com\//) },
    });
    expect((await messageLog(suite.app))[0]?.reason).toContain('The link may not be used');
    const data = { note: '[Approve](https://evil.example) <a href="https://evil.example">x</a>' };
    await send([id], { msgtype: 'markdown', content: '[Order](/admin/7) {{note}}' }, data);
    await send([id], { content: '<a href="/admin/7">Order</a> {{note}}' }, data);
    const [markdown, text] = inbox(manager)
      .slice(1)
      .map((content) => JSON.stringify(content));
    expect(markdown).not.toContain('](https://evil');
    expect(text).not.toContain('<a href=\\"https://evil');
    for (const shown of [markdown, text]) expect(shown?.match(/redirect=%2Fadmin%2F7/g)).toHaveLength(1);
  });

  it('data chooses neither another app nor other receivers', async () => {
    await linkedUser(suite.app, mixedCase);
    const data = { x: '","touser":"@all","agentid":1000003,"y":"' };
    await send([id], { content: '{{x}}', touser: '@all', agentid: 1000003, authenticator: 'other' }, data);
    expect(JSON.parse(calls()[0]?.body ?? '')).toMatchObject({ touser: manager, agentid: SAMPLE.agentId });
    expect(inbox(mixedCase)).toEqual([]);
  });

  it('what is too long is cut at a character, and the log says so', async () => {
    const result = await send([id], { content: '汉'.repeat(1000) });
    expect(inbox(manager)[0]).toEqual({ msgtype: 'text', text: { content: `${'汉'.repeat(681)}…` } });
    expect(result?.reason).toContain('Too long for WeCom, and cut: body.');
  });

  it.each([
    ['an unknown kind', { msgtype: 'video', content: 'x' }, 'There is no such kind of message.'],
    ['no text', { content: '' }, 'The message has no text.'],
    ['a template that cannot be read', { content: 'a {{#if' }, 'The template in “content” cannot be read.'],
    ['a broken title', { ...CARD, title: '{{' }, 'The template in “title” cannot be read.'],
  ])('a message with %s is a failure that the log has', async (_, message, reason) => {
    expect(await send([id], message)).toMatchObject({ status: 'failure', reason });
    expect((await messageLog(suite.app))[0]).toMatchObject({ status: 'failure', reason });
    expect(calls()).toEqual([]);
  });

  it('S-31 nothing of it is in the log of the server', async () => {
    suite.testApp.log.clear();
    await send([id], { content: 'B0DY-OF-A-MESSAGE {{x}}', title: 'T1TLE' }, { x: 'D4TA' });
    suite.simulator.control.setFault({ match: 'message/send', errcode: 45009, errmsg: 'B0DY-OF-A-MESSAGE' });
    await send([id], { content: 'B0DY-OF-A-MESSAGE {{#each' });
    await send([id], { content: 'B0DY-OF-A-MESSAGE' });
    suite.simulator.control.clearFaults();
    suite.simulator.control.setFault({ match: 'message/send', reset: true });
    await send([id], { content: 'B0DY-OF-A-MESSAGE' });
    expect(suite.testApp.log.text).not.toMatch(/B0DY-OF-A-MESSAGE|T1TLE|D4TA/);
    expect((await messageLog(suite.app))[0]?.message).toMatchObject({ content: 'B0DY-OF-A-MESSAGE' });
  });
});

describe('the settings of the channel', () => {
  it.each([
    ['no authenticator', {}],
    ['an authenticator that does not exist', { authenticator: 'nobody' }],
    ['one of another kind', { authenticator: 'basic' }],
  ])('with %s nothing is sent, and the log says why', async (_, options) => {
    await addChannel(suite.app, options, 'other_channel');
    const id = await linkedUser(suite.app, manager);
    const result = await send([id], { content: 'Hello' }, {}, 'other_channel');
    expect(result).toMatchObject({ status: 'failure', reason: expect.stringMatching(/authenticator/) });
    expect(calls()).toEqual([]);
  });

  it('S-27 a disabled authenticator sends nothing', async () => {
    const id = await linkedUser(suite.app, manager);
    await suite.configure({ enabled: false });
    expect((await send([id], { content: 'Hello' }))?.status).toBe('failure');
    expect(calls()).toEqual([]);
  });
});
