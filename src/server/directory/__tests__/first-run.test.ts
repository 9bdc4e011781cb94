/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../../simulator';
import { addUser } from '../../__tests__/support/suite';
import { DIALECTS } from '../../__tests__/support/test-app';
import { signIn } from '../../__tests__/support/wecom';
import { directorySuite, written } from './support';

describe.each(DIALECTS)('a first synchronisation on %s', (dialect) => {
  const company = directorySuite({ dialect });
  const { suite } = company;

  it('makes departments in their order, users with links, memberships, owners and main departments', async () => {
    const run = await company.run();
    expect([run.state, run.problem, run.counts]).toEqual([
      'done',
      undefined,
      { members: 9, departments: 4, known: 0, waiting: 0, made: 8, departmentsMade: 4 },
    ]);
    expect(await written(suite.app)).toMatchInlineSnapshot(`
{
  "departments": [
    "/1/研发部/",
    "/2/销售部/leaf",
    "/3/人力资源部/leaf",
    "研发部/1/前端组/leaf",
  ],
  "links": {
    "chenjie": "陈杰: active",
    "huangjiaming": "黄家明: active",
    "lina": "李娜: active",
    "liuqiang": "刘强: active",
    "wangfang": "王芳: active",
    "xumin": "徐敏: active",
    "zhangwei": "张伟: active",
    "zhaolei": "赵磊: active",
  },
  "mains": {
    "刘强": "研发部",
    "张伟": "研发部",
    "徐敏": "人力资源部",
    "李娜": "前端组",
    "王芳": "销售部",
    "赵磊": "研发部",
    "陈杰": "人力资源部",
    "黄家明": "销售部",
  },
  "memberships": [
    "人力资源部/徐敏/owner",
    "人力资源部/陈杰/",
    "前端组/刘强/",
    "前端组/李娜/",
    "研发部/刘强/",
    "研发部/张伟/owner",
    "研发部/赵磊/",
    "销售部/王芳/owner",
    "销售部/黄家明/",
  ],
  "users": [
    "Super Admin",
    "刘强",
    "张伟",
    "徐敏",
    "李娜",
    "王芳",
    "赵磊",
    "陈杰",
    "黄家明",
  ],
}
`);
    const tasks = await suite.app.db.getModel('userDataSyncTasks').findAll({ raw: true });
    expect(tasks).toMatchObject([{ status: 'success', message: expect.stringContaining('Members in WeCom: 9') }]);
    expect(tasks[0]).toMatchObject({ message: expect.stringContaining('Users made: 8') });
  });

  it('writes the line of NocoBase’s task in the language that this NocoBase speaks first', async () => {
    const { db } = suite.app;
    const settings = await db.getRepository('systemSettings').findOne();
    const spoken = settings.get('enabledLanguages');
    await settings.update({ enabledLanguages: ['zh-CN'] });
    await company.run();
    await settings.update({ enabledLanguages: spoken });
    const [task] = await db.getModel('userDataSyncTasks').findAll({ raw: true });
    expect(task).toMatchObject({ message: expect.stringMatching(/详情见“企业微信”页面。 · .*9.*8/) });
  });

  it('lets members sign in by scanning at once', async () => {
    await company.run();
    const { response, data } = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.newcomer });
    expect(response.status).toBe(200);
    expect(data.user.nickname).toBe('刘强');
    expect(await suite.app.db.getModel('users').count({ where: { nickname: '刘强' } })).toBe(1);
    const roles = await suite.app.db.getModel('rolesUsers').findAll({ where: { userId: data.user.id }, raw: true });
    expect(roles).toMatchObject([{ roleName: 'member' }]);
  });

  it('S-48 lists members who look like users, and makes nobody twice', async () => {
    await addUser(suite.app, { nickname: '刘强', username: 'someone' });
    await addUser(suite.app, { nickname: '谁', username: 'zhangwei' });
    const run = await company.run();
    expect(run.counts).toMatchObject({ waiting: 2, made: 6 });
    const again = await company.run();
    expect(again.counts).toEqual({ members: 9, departments: 4, known: 6, waiting: 2, unchanged: 6 });
  });
});
