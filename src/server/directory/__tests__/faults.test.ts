/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { type Fault, SAMPLE } from '../../../../simulator';
import { DIALECTS } from '../../__tests__/support/test-app';
import { SILENCE_MS } from '../runs';
import { directoryOf, directorySuite, serviceOfTest, written } from './support';

interface Row {
  what: string;
  fault: Fault;
  problem: string | undefined;
}

const half = (match: string): Fault => ({ match, halfJson: true });

const OF_WECOM: Row[] = [
  { what: 'a wrong secret', fault: { match: 'gettoken', errcode: 40001 }, problem: 'refused' },
  { what: 'an app without a range', fault: { match: 'agent/get', errcode: 60011 }, problem: 'refused' },
  { what: 'an untrusted address', fault: { match: 'department/list', errcode: 60020 }, problem: 'refused' },
  { what: 'a refusal in the middle', fault: { match: 'user/list', errcode: 60003, times: 1 }, problem: 'refused' },
  { what: 'too many calls', fault: { match: 'user/list', errcode: 45009 }, problem: 'busy' },
  { what: 'no connection', fault: { match: 'user/list', reset: true }, problem: 'unreachable' },
  { what: 'a captive portal', fault: { match: 'department/list', html: true }, problem: 'unreachable' },
  { what: 'half an answer', fault: half('user/list'), problem: 'unreachable' },
  { what: 'a busy moment', fault: { match: 'user/list', errcode: -1, times: 2 }, problem: undefined },
  { what: 'a lost connection', fault: { match: 'department/list', reset: true, times: 1 }, problem: undefined },
];

describe.each(DIALECTS)('on %s', (dialect) => {
  const company = directorySuite({ dialect });
  const { suite } = company;
  beforeEach(() => {
    // Pauses between tries are of seconds.
    Object.assign(directoryOf(suite.app).options, { pause: async () => {} });
    serviceOfTest(suite.app).tokens['refused'].clear();
  });
  const tasks = async () =>
    (await suite.app.db.getModel('userDataSyncTasks').findAll({ order: [['id', 'ASC']], raw: true })).map(
      (row) => (row as unknown as { status: string }).status,
    );

  it.each(OF_WECOM)('S-63 after $what nobody is lost, doubled or shut out, and the next run works', async (row) => {
    const { control } = suite.simulator;
    await company.run();
    control.upsertMember({ userid: 'zhaoyun', name: '赵云', department: [4] });
    const before = await written(suite.app);
    control.revokeTokens();
    control.setFault(row.fault);
    const run = await company.run();
    expect([run.state, run.problem]).toEqual([row.problem ? 'failed' : 'done', row.problem]);
    if (row.problem) expect(await written(suite.app)).toEqual(before);
    control.clearFaults();
    serviceOfTest(suite.app).tokens['refused'].clear();
    expect((await company.run()).state).toBe('done');
    expect((await written(suite.app)).users).toEqual([...before.users, '赵云'].sort());
    expect((await tasks()).includes('processing')).toBe(false);
  });

  it('a member who cannot be written is counted and named, and costs nobody else', async () => {
    const { db } = suite.app;
    const fail = (user: { get(name: string): unknown }) => {
      if (user.get('nickname') === '王芳') throw new Error('refused by another plugin');
    };
    db.on('users.afterCreateWithAssociations', fail);
    const run = await company.run();
    db.off('users.afterCreateWithAssociations', fail);
    expect([run.state, run.counts]).toEqual(['done', expect.objectContaining({ made: 7, failed: 1 })]);
    const { rows } = await directoryOf(suite.app).runs.results(run.id, 'failed', 1, 10);
    expect(rows).toMatchObject([{ memberId: 'wangfang', memberName: '王芳', reason: 'Error' }]);
    expect((await company.run()).counts).toMatchObject({ made: 1, unchanged: 7 });
  });

  it('of two runs at once one runs, and the other is told', async () => {
    const outcomes = await Promise.allSettled([company.run(), company.run(), company.run()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect((await written(suite.app)).users).toHaveLength(9);
  });

  it('a run whose process has died is over, as is its task, and the next one puts everything right', async () => {
    const directory = directoryOf(suite.app);
    const { db } = suite.app;
    const source = (await directory.sources.find('company')) as NonNullable<
      Awaited<ReturnType<typeof directory.sources.find>>
    >;
    const taskId = await directory.tasks.begin(source.id);
    const dead = await directory.runs.begin({
      source: 'company',
      corpId: SAMPLE.corpId,
      kind: 'run',
      trigger: 'button',
      taskId,
    });
    await expect(company.run()).rejects.toThrow(/under way/);
    const before = { seenAt: Date.now() - SILENCE_MS - 1_000 };
    await db.getModel('wecomRuns').update(before as never, { where: { id: dead?.id } });
    expect((await company.run()).state).toBe('done');
    expect(await directory.runs.find(dead?.id ?? '')).toMatchObject({ state: 'failed', problem: 'died' });
    expect(await tasks()).toEqual(['failed', 'success']);
  });

  it('S-63 an empty list is taken for no company', async () => {
    await company.run();
    const before = await written(suite.app);
    suite.simulator.control.patchApp(SAMPLE.agentId, { visibleDepartments: [], visibleMembers: [], visibleTags: [] });
    const run = await company.run();
    expect([run.state, run.problem]).toEqual(['failed', 'empty']);
    suite.simulator.control.patchApp(SAMPLE.agentId, { closed: true, visibleDepartments: [1] });
    const closed = await company.run();
    expect([closed.state, closed.problem]).toEqual(['failed', 'refused']);
    expect(await written(suite.app)).toEqual(before);
  });

  it('S-31 nobody’s data is in the log', async () => {
    await company.run();
    const lines = suite.testApp.log.text;
    expect(lines).toContain('the directory was synchronised');
    for (const name of ['刘强', '张伟', '13800000009']) expect(lines).not.toContain(name);
  });
});
