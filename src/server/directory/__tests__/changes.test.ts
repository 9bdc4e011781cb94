/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../../simulator';
import { addUser } from '../../__tests__/support/suite';
import { DIALECTS } from '../../__tests__/support/test-app';
import { directoryOf, directorySuite, saveSource, serviceOfTest, written } from './support';

const { manager, newcomer, mixedCase, withoutPhone } = SAMPLE.members;

describe.each(DIALECTS)('further synchronisations on %s', (dialect) => {
  const company = directorySuite({ dialect });
  const { suite } = company;
  const { control } = { control: { get: () => suite.simulator.control } };
  const userOf = async (nickname: string) =>
    (await suite.app.db.getModel('users').findOne({ where: { nickname } })) as NonNullable<
      Awaited<ReturnType<ReturnType<typeof suite.app.db.getModel>['findOne']>>
    >;
  const departmentOf = async (title: string) =>
    String((await suite.app.db.getModel('departments').findOne({ where: { title } }))?.get('id'));

  it('write nothing where nothing has changed', async () => {
    await company.run();
    const before = await written(suite.app);
    const records = await suite.app.db.getModel('userDataSyncRecords').findAll({ raw: true });
    const { counts } = await company.run();
    expect(counts).toEqual({ members: 9, departments: 4, known: 8, waiting: 0, unchanged: 8 });
    expect(await written(suite.app)).toEqual(before);
    expect(await suite.app.db.getModel('userDataSyncRecords').findAll({ raw: true })).toEqual(records);
  });

  it('follow moves, leaders, order and names, and leave alone what people have made by hand', async () => {
    await company.run();
    const { db } = suite.app;
    const own = await db.getRepository('departments').create({ values: { title: '自建', isLeaf: true } });
    const below = { title: '自建下级', parentId: await departmentOf('销售部'), isLeaf: true };
    await db.getRepository('departments').create({ values: below });
    const qiang = await userOf('刘强');
    await db
      .getModel('departmentsUsers')
      .create({ userId: qiang.get('id'), departmentId: own.get('id'), isOwner: true });
    const wei = await userOf('张伟');
    await wei.update({ nickname: '张总' });
    await db.getModel('departments').update({ title: 'HR' } as never, { where: { title: '人力资源部' } });

    control.get().upsertMember({ userid: newcomer, department: [3], is_leader_in_dept: [1] });
    control.get().upsertMember({ userid: mixedCase, name: '李娜娜' });
    control.get().upsertMember({ userid: manager, name: '张伟伟' });
    control.get().upsertDepartment({ id: 3, order: 999 });
    control.get().upsertDepartment({ id: 5, parentid: 3 });
    const { counts, state } = await company.run();
    expect([state, counts.failed]).toEqual(['done', undefined]);
    const now = await written(suite.app);
    expect(now.memberships.filter((one) => one.includes('刘强'))).toEqual(['自建/刘强/owner', '销售部/刘强/owner']);
    expect(now.users).toEqual(expect.arrayContaining(['张总', '李娜娜']));
    expect(now.users).not.toContain('李娜');
    expect(now.mains.刘强).toBe('销售部');
    expect(now.departments).toEqual(
      expect.arrayContaining(['/1/销售部/', '/2/研发部/leaf', '销售部/1/前端组/leaf', '/3/HR/leaf']),
    );

    await saveSource(suite.app, { overwriteNames: true });
    await company.run();
    const overwritten = await written(suite.app);
    expect(overwritten.users).toContain('张伟伟');
    expect(overwritten.departments).toContain('/3/人力资源部/leaf');
  });

  it('remove a department that is gone, unless NocoBase has something of its own in it', async () => {
    await company.run();
    const { db } = suite.app;
    const wei = await userOf('张伟');
    await db.getModel('departmentsUsers').create({ userId: wei.get('id'), departmentId: await departmentOf('销售部') });
    for (const userid of [SAMPLE.members.bizMail, SAMPLE.members.foreignPhone, SAMPLE.members.disabled]) {
      control.get().upsertMember({ userid, department: [2], is_leader_in_dept: [0] });
    }
    for (const userid of [mixedCase, newcomer])
      control.get().upsertMember({ userid, department: [2], is_leader_in_dept: [0] });
    control.get().patchApp(SAMPLE.agentId, { visibleDepartments: [2, 4] });
    control.get().deleteDepartment(3);
    control.get().deleteDepartment(5);
    const { counts } = await company.run();
    expect(counts).toMatchObject({ departmentsRemoved: 1, departmentsKept: 1 });
    const now = await written(suite.app);
    expect(now.departments.map((one) => one.split('/')[2])).toEqual(
      expect.arrayContaining(['研发部', '销售部', '人力资源部']),
    );
    expect(now.departments.join()).not.toContain('前端组');
    expect(now.memberships.filter((one) => one.startsWith('销售部'))).toEqual(['销售部/张伟/']);
    // It is NocoBase's own from now on.
    expect((await company.run()).counts.departmentsKept).toBeUndefined();
  });

  it('S-61 end the access of whoever left or was disabled, and give it back', async () => {
    await company.run();
    control.get().deleteMember(newcomer);
    control.get().upsertMember({ userid: manager, status: 2 });
    const gone = await company.run();
    expect(gone.counts).toMatchObject({ left: 1, disabled: 1 });
    expect((await written(suite.app)).links).toMatchObject({ liuqiang: '刘强: left', zhangwei: '张伟: disabled' });
    expect((await company.run()).counts).not.toHaveProperty('left');
    control.get().upsertMember({ userid: manager, status: 1 });
    expect((await company.run()).counts).toMatchObject({ back: 1 });
    expect((await written(suite.app)).links.zhangwei).toBe('张伟: active');
  });

  it('S-61 take roles, departments and nothing else of whoever leaves with lockout, once, and give them back', async () => {
    await saveSource(suite.app, { onLeave: 'lockout' });
    await company.run();
    const wei = await userOf('张伟');
    const rights = async () => ({
      roles: await suite.app.db.getModel('rolesUsers').count({ where: { userId: wei.get('id') as number } }),
      departments: await suite.app.db
        .getModel('departmentsUsers')
        .count({ where: { userId: wei.get('id') as number } }),
    });
    control.get().upsertMember({ userid: manager, status: 2 });
    await company.run();
    await company.run();
    expect(await rights()).toEqual({ roles: 0, departments: 0 });
    control.get().upsertMember({ userid: manager, status: 1 });
    await company.run();
    expect(await rights()).toEqual({ roles: 1, departments: 1 });
    expect((await written(suite.app)).memberships).toContain('研发部/张伟/owner');
    expect((await written(suite.app)).mains.张伟).toBe('研发部');
  });

  it('S-61 S-44 take nothing from whoever manages NocoBase, and say so', async () => {
    await saveSource(suite.app, { onLeave: 'lockout' });
    await company.run();
    const wei = (await userOf('张伟')).get('id') as number;
    await suite.app.db.getRepository('users').update({ filterByTk: wei, values: { roles: ['admin'] } });
    const departments = () => suite.app.db.getModel('departmentsUsers').count({ where: { userId: wei } });
    expect(await departments()).toBe(1);
    control.get().upsertMember({ userid: manager, status: 2 });
    const { id, counts } = await company.run();
    expect(counts).toMatchObject({ disabled: 1 });
    const { rows } = await company.directory.runs.results(id, 'disabled', 1, 10);
    expect(rows).toMatchObject([{ memberId: 'zhangwei', reason: 'privileged' }]);
    expect(await suite.app.db.getModel('rolesUsers').count({ where: { userId: wei } })).toBe(1);
    expect(await departments()).toBe(1);
  });

  it('double nobody whose userid was changed: the new one waits for a word', async () => {
    await company.run();
    const { users } = await written(suite.app);
    control.get().renameMember(newcomer, 'liuqiang2');
    const { counts } = await company.run();
    expect(counts).toMatchObject({ left: 1, waiting: 1 });
    expect(counts).not.toHaveProperty('made');
    expect((await written(suite.app)).users).toEqual(users);
    const waiting = await suite.app.db.getModel('wecomUnmatched').findAll({ raw: true });
    expect(waiting).toMatchObject([{ memberId: 'liuqiang2', reason: 'same-name' }]);
    // Somebody of the same name, whose colleague is there, is another person.
    control.get().upsertMember({ userid: 'zhangwei9', name: '张伟', department: [2] });
    expect((await company.run()).counts).toMatchObject({ made: 1, waiting: 1 });
  });

  it('S-42 do not open an account to another person who gets the userid', async () => {
    await company.run();
    control.get().deleteMember(newcomer);
    await company.run();
    control.get().upsertMember({ userid: newcomer, name: '别人', department: [2] });
    const { counts } = await company.run();
    expect(counts).toMatchObject({ made: 1 });
    const now = await written(suite.app);
    expect(now.links.liuqiang).toBe('别人: active');
    // The same name may be the same person, and waits for a word.
    control.get().deleteMember(withoutPhone);
    await company.run();
    control.get().upsertMember({ userid: withoutPhone, name: '陈杰', department: [4] });
    expect((await company.run()).counts).toMatchObject({ waiting: 1 });
    expect((await written(suite.app)).links.chenjie).toBe('陈杰: left');
  });

  it('S-63 end nobody where the visible range was narrowed, until an administrator says so', async () => {
    await company.run();
    control.get().patchApp(SAMPLE.agentId, { visibleDepartments: [4] });
    const before = await written(suite.app);
    const run = await company.run();
    expect([run.state, run.problem, run.values]).toEqual(['waiting', 'guard', { leaving: 6, links: 8 }]);
    expect(await written(suite.app)).toEqual(before);
    const task = await suite.app.db.getModel('userDataSyncTasks').findOne({ order: [['id', 'DESC']] });
    expect(task?.get('status')).toBe('failed');
    const { confirmLeavers } = await import('../confirm-leavers');
    const waiting = await directoryOf(suite.app).runs.find(run.id);
    await confirmLeavers(company.directory, waiting as NonNullable<typeof waiting>, '1');
    await company.directory.settled();
    const states = Object.values((await written(suite.app)).links).filter((one) => one.endsWith('out-of-range'));
    expect(states).toHaveLength(6);
    expect((await company.run()).state).toBe('done');
  });

  it('S-48 never link again whom somebody has separated, or make anew whose user was deleted', async () => {
    await company.run();
    const { db } = suite.app;
    const qiang = await userOf('刘强');
    const link = await company.directory.options.accounts.links.ofUserInCorp(SAMPLE.corpId, String(qiang.get('id')));
    await company.directory.options.accounts.unlink({
      link: link as NonNullable<typeof link>,
      authenticators: ['wecom'],
      byUserId: '1',
    });
    await db.getRepository('users').destroy({ filterByTk: (await userOf('李娜')).get('id') as number });
    const { counts } = await company.run();
    expect(counts).toMatchObject({ waiting: 2, unchanged: 6 });
    const waiting = await db.getModel('wecomUnmatched').findAll({ order: ['memberId'] });
    expect(waiting.map((row) => row.toJSON())).toMatchObject([
      // Whoever has the id of the deleted user by now is nobody to suggest.
      { memberId: 'lina', reason: 'deleted', candidates: [] },
      { memberId: 'liuqiang', reason: 'unlinked' },
    ]);
  });

  it('keep to chosen departments', async () => {
    await saveSource(suite.app, { onlyDepartments: [2] });
    const { counts } = await company.run();
    expect(counts).toMatchObject({ departments: 2, made: 4 });
  });

  it('work without departments', async () => {
    await saveSource(suite.app, { departments: false });
    expect((await company.run()).counts).toMatchObject({ made: 8 });
    expect((await written(suite.app)).departments).toEqual([]);
    await addUser(suite.app, { nickname: 'somebody' });
  });

  it('tell in a preview what they would do, and write nothing', async () => {
    await addUser(suite.app, { nickname: '刘强', username: 'someone' });
    const before = await written(suite.app);
    const { counts, state } = await company.run('preview');
    expect([state, counts]).toEqual([
      'done',
      { members: 9, departments: 4, known: 0, made: 7, waiting: 1, departmentsMade: 4 },
    ]);
    expect(await written(suite.app)).toEqual(before);
    expect(await suite.app.db.getModel('userDataSyncTasks').count()).toBe(0);
  });
});

describe('a schedule', () => {
  const company = directorySuite();

  it('runs the synchronisation, once for all that tick at the same moment, and ends with the source', async () => {
    const { app } = company.suite;
    app.cronJobManager.start();
    await saveSource(app, { schedule: '* * * * * *' });
    const runs = () => app.db.getModel('wecomRuns').findAll({ where: { trigger: 'schedule' }, raw: true });
    for (let wait = 0; wait < 400 && (await runs()).length === 0; wait += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await company.directory.settled();
    expect(await runs()).toMatchObject([{ state: 'done', source: 'company' }]);
    await saveSource(app, { schedule: '' });
    await company.directory.settled();
    expect(serviceOfTest(app).schedule?.nextAt('company')).toBeUndefined();
  });
});
