/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import type { Transaction } from '@nocobase/database';
import { SAMPLE } from '../../../../simulator';
import { Administrator } from '../../__tests__/support/administrator';
import { addUser } from '../../__tests__/support/suite';
import { CHANNEL, linkedUser, messageLog, messageSuite } from './support';
import { addWorkflow, executionsOf, removeWorkflows, until } from './workflow-support';

const { manager } = SAMPLE.members;
const match = 'message/send';

describe.each(['sqlite', 'postgres'] as const)('a workflow on %s', (dialect) => {
  const suite = messageSuite({ dialect });
  let receiver: number;
  beforeEach(async () => {
    await removeWorkflows(suite.app);
    receiver = await linkedUser(suite.app, manager);
  });
  const inbox = () => suite.simulator.control.inbox(manager).map(({ content }) => content);
  const text = (more: object = {}) => ({
    channelName: CHANNEL,
    receivers: [receiver],
    content: 'New: {{{$context.data.nickname}}}',
    ...more,
  });

  it('waits for its message, and goes on with what became of it', async () => {
    const id = await addWorkflow(suite.app, [text(), text({ content: 'Second' })]);
    await addUser(suite.app, { nickname: 'Tom & Jerry' });
    const [execution] = await until(
      () => executionsOf(suite.app, id),
      ([one]) => one?.status === 1,
    );
    expect(execution?.jobs.map(({ status, result }) => [status, result.status])).toEqual([
      [1, 'success'],
      [1, 'success'],
    ]);
    expect(execution?.jobs[0]?.result.reason).toMatch(/^Reached 1 of 1\. Message id: /);
    expect(inbox()).toEqual([
      { msgtype: 'text', text: { content: 'New: Tom & Jerry' } },
      { msgtype: 'text', text: { content: 'Second' } },
    ]);
  });

  it.each([
    ['fails with it', false, -1, 1],
    ['goes on when it was told to', true, 1, 2],
  ])('whose message reaches nobody %s', async (_, ignoreFail, status, jobs) => {
    suite.simulator.control.setFault({ match, errcode: 48002, times: 1 });
    const id = await addWorkflow(suite.app, [text({ ignoreFail }), text({ content: 'Second' })]);
    await addUser(suite.app, { nickname: 'Anna' });
    const [execution] = await until(
      () => executionsOf(suite.app, id),
      ([one]) => one?.status === status,
    );
    expect(execution?.jobs).toHaveLength(jobs);
    expect(execution?.jobs[0]?.result).toMatchObject({ status: 'failure', reason: expect.stringContaining('48002') });
  });

  it('reads no data for a template, in whatever field, and resolves receivers by a variable', async () => {
    const id = await addWorkflow(suite.app, [
      {
        channelName: CHANNEL,
        receivers: ['{{$context.data.id}}', receiver],
        msgtype: 'template_card',
        title: 'New: {{$context.data.nickname}} {{$context.data.email}}',
        content: '{{{$context.data.nickname}}}',
        url: '/admin/users/{{$context.data.id}}',
        rows: [{ keyname: 'Name', value: '{{$context.data.nickname}}' }],
      },
    ]);
    const nickname = '{{$context.data.email}} {{$env.APP_KEY}} & $&';
    const { id: userId } = await addUser(suite.app, { nickname, email: 'x@x.example' });
    const [execution] = await until(
      () => executionsOf(suite.app, id),
      ([one]) => one?.status === 1,
    );
    expect(execution?.jobs[0]?.result.reason).toMatch(/^Reached 1 of 2\. Without a link to WeCom: /);
    expect(inbox()).toEqual([
      {
        msgtype: 'template_card',
        template_card: expect.objectContaining({
          main_title: { title: `New: ${nickname} x@x.example`, desc: '' },
          sub_title_text: nickname,
          horizontal_content_list: [{ keyname: 'Name', value: nickname }],
          card_action: { type: 1, url: expect.stringContaining(encodeURIComponent(`/admin/users/${userId}`)) },
        }),
      },
    ]);
  });

  it('that waits for a slow WeCom holds up no other', async () => {
    suite.simulator.control.setFault({ match, delayMs: 3_000 });
    const slow = await addWorkflow(suite.app, [text()]);
    const quick = await addWorkflow(suite.app, []);
    await addUser(suite.app, { nickname: 'Anna' });
    await until(
      () => executionsOf(suite.app, quick),
      ([one]) => one?.status === 1,
    );
    expect((await executionsOf(suite.app, slow))[0]?.status).not.toBe(1);
    await until(
      () => executionsOf(suite.app, slow),
      ([one]) => one?.status === 1,
    );
  });

  it('inside the transaction of a record sends when that has ended, and nobody waits for it', async () => {
    suite.simulator.control.setFault({ match, delayMs: 3_000 });
    await addWorkflow(suite.app, [text()], { sync: true });
    let calls = 0;
    const started = performance.now();
    await suite.app.db.sequelize.transaction(async (transaction: Transaction) => {
      const values = { nickname: 'Anna' };
      await suite.app.db.getRepository('users').create({ values, transaction });
      calls = suite.simulator.control.countCalls(match);
    });
    // SQLite runs such workflows after the transaction, and NocoBase waits for them there.
    if (dialect !== 'sqlite') expect(performance.now() - started).toBeLessThan(3_000);
    expect(calls).toBe(0);
    await until(
      async () => inbox(),
      (messages) => messages.length === 1,
    );
    await until(
      () => messageLog(suite.app),
      ([log]) => log?.status === 'success',
    );
  });

  it('inside a transaction that is rolled back sends nothing', async () => {
    const id = await addWorkflow(suite.app, [text()], { sync: true });
    await expect(
      suite.app.db.sequelize.transaction(async (transaction: Transaction) => {
        await suite.app.db.getRepository('users').create({ values: { nickname: 'Anna' }, transaction });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    // Another one shows that whatever was on its way has had its time.
    await addUser(suite.app, { nickname: 'Ben' });
    await until(
      async () => inbox(),
      (messages) => messages.length > 0,
    );
    expect(inbox()).toEqual([{ msgtype: 'text', text: { content: 'New: Ben' } }]);
    expect(await executionsOf(suite.app, id)).toBeDefined();
  });

  it('tries its node with the "Test run" of NocoBase', async () => {
    const administrator = await Administrator.of(suite.app);
    const { body } = await administrator.post('flow_nodes:test', {
      type: 'notification',
      config: { ...text(), content: 'Tried' },
    });
    expect(body.data).toMatchObject({ status: 1, result: { status: 'success' } });
    expect(inbox()).toEqual([{ msgtype: 'text', text: { content: 'Tried' } }]);
  });
});
