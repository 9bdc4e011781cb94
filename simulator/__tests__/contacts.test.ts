/** Reading the company: which secret sees what of departments, members and tags. */
import { largeCompany, SAMPLE } from '../index';
import { api, sharedSimulator, token } from './helpers';

const simulator = sharedSimulator();
const { agentId, secret, contactSyncSecret } = SAMPLE;
const OLD_IP = '198.51.100.9';

type Query = Record<string, string>;
const ask = async (path: string, query: Query = {}, corpsecret: string = secret, body?: unknown) => {
  const access_token = await token(simulator.get(), corpsecret);
  const { headers: _, httpStatus: __, ...answer } = await api(simulator.get(), path, { access_token, ...query }, body);
  return answer;
};
const sync = (path: string, query: Query = {}, body?: unknown) => ask(path, query, contactSyncSecret, body);
const ids = (list: unknown, key = 'userid') => (list as Record<string, unknown>[]).map((one) => one[key]);
/** From now on WeCom knows the address of contact-sync from before 2022-08-15. */
const useOldAddress = () => {
  const { control } = simulator.get();
  control.patchCorp({ sourceIp: OLD_IP, contactSync: { secret: contactSyncSecret, oldIps: [OLD_IP] } });
};

describe('an app', () => {
  test('gets the departments of its range, with those below, whatever stands above', async () => {
    const { department } = await ask('department/list');
    expect(ids(department, 'id')).toEqual([2, 3, 4, 5]);
    expect(department).toContainEqual({
      id: 2,
      name: '研发部',
      name_en: '',
      department_leader: ['zhangwei'],
      parentid: 1,
      order: 0,
    });
    expect((await ask('department/simplelist', { id: '2' })).department_id).toEqual([
      { id: 2, parentid: 1, order: 0 },
      { id: 5, parentid: 2, order: 0 },
    ]);
    expect(await ask('department/get', { id: '5' })).toMatchObject({ department: { id: 5, name: '前端组' } });
  });

  test.each([
    ['1', 60011],
    ['77', 60003],
    ['x', 60123],
  ])('is refused department %s with %i', async (id, errcode) => {
    expect(await ask('department/list', { id })).toMatchObject({ errcode, department: [] });
    expect(await ask('department/get', { id })).toMatchObject({ errcode });
    expect(await ask('user/list', { department_id: id })).toMatchObject({ errcode, userlist: [] });
    expect(await ask('user/simplelist', { department_id: id })).toMatchObject({ errcode, userlist: [] });
  });

  test('gets the members of a department, not of those below, as user/get has them', async () => {
    const { userlist } = await ask('user/list', { department_id: '2' });
    expect(ids(userlist)).toEqual(['zhangwei', 'zhaolei', 'liuqiang']);
    const { errcode: _, errmsg: __, ...single } = await ask('user/get', { userid: 'liuqiang' });
    expect(userlist).toContainEqual(single);
    expect(single).toMatchObject({ department: [2, 5], order: [0, 0], is_leader_in_dept: [0, 0], main_department: 2 });
    expect(single).not.toHaveProperty('mobile');
    expect((await ask('user/simplelist', { department_id: '5' })).userlist).toEqual([
      { userid: 'LiNa', name: '李娜', department: [5] },
      { userid: 'liuqiang', name: '刘强', department: [2, 5] },
    ]);
  });

  test('finds no department at all where its range is single people and tags of people', async () => {
    simulator.get().control.patchApp(agentId, { visibleDepartments: [], visibleMembers: ['zhangwei'] });
    expect((await ask('department/list')).department).toEqual([]);
    expect((await ask('user/list', { department_id: '2' })).errcode).toBe(60011);
    expect((await ask('user/get', { userid: 'zhangwei' })).department).toEqual([]);
  });

  test('sees people and departments by a tag', async () => {
    const { control } = simulator.get();
    control.patchApp(agentId, { visibleDepartments: [], visibleTags: [1] });
    expect(await ask('agent/get', { agentid: String(agentId) })).toMatchObject({
      allow_partys: { partyid: [] },
      allow_tags: { tagid: [1] },
    });
    expect(ids((await ask('department/list')).department, 'id')).toEqual([4]);
    expect((await ask('user/get', { userid: 'zhoutao' })).errcode).toBe(0);
    expect((await ask('user/get', { userid: 'xumin' })).errcode).toBe(0);
    expect((await ask('user/get', { userid: 'zhangwei' })).errcode).toBe(60011);
  });

  test('reads tags, and of each what it may see', async () => {
    expect((await ask('tag/list')).taglist).toEqual([{ tagid: 1, tagname: '值班' }]);
    // 周涛 belongs to it as well, and is outside the range.
    expect(await ask('tag/get', { tagid: '1' })).toEqual({
      errcode: 0,
      errmsg: 'ok',
      tagname: '值班',
      userlist: [{ userid: 'LiNa', name: '李娜' }],
      partylist: [4],
    });
    expect((await ask('tag/get', { tagid: '9' })).errcode).toBe(40068);
  });

  test('names no leader whom it may not see', async () => {
    const { control } = simulator.get();
    control.upsertMember({ userid: 'zhoutao', department: [6, 2], is_leader_in_dept: [0, 1] });
    control.upsertMember({ userid: 'liuqiang', direct_leader: ['zhangwei', 'zhoutao', 'gone'] });
    control.patchApp(agentId, { visibleDepartments: [5], visibleMembers: [] });
    expect((await ask('user/get', { userid: 'liuqiang' })).direct_leader).toEqual([]);
    control.patchApp(agentId, { visibleDepartments: [2] });
    expect((await ask('user/get', { userid: 'liuqiang' })).direct_leader).toEqual(['zhangwei', 'zhoutao']);
    expect(await ask('department/get', { id: '2' })).toMatchObject({
      department: { department_leader: ['zhangwei', 'zhoutao'] },
    });
  });

  test('gets no list of all ids', async () => {
    expect((await ask('user/list_id', {}, secret, {})).errcode).toBe(48002);
  });
});

describe('contact-sync', () => {
  test('gets all ids, of departments and of members', async () => {
    expect(ids((await sync('department/simplelist')).department_id, 'id')).toEqual([1, 2, 3, 4, 5, 6]);
    const { dept_user, next_cursor } = await sync('user/list_id', {}, {});
    expect(dept_user).toContainEqual({ userid: 'zhoutao', department: 6 });
    expect((dept_user as unknown[]).filter((row) => (row as { userid: string }).userid === 'liuqiang')).toHaveLength(2);
    expect(next_cursor).toBe('');
  });

  test.each(['department/list', 'department/get', 'user/list', 'user/simplelist', 'user/get'])(
    'reads names by %s from an address of before 2022-08-15 only',
    async (path) => {
      const query = { id: '6', department_id: '6', userid: 'zhoutao' };
      expect((await sync(path, query)).errcode).toBe(48009);
      useOldAddress();
      expect((await sync(path, query)).errcode).toBe(0);
    },
  );

  test('then sees everything of everybody', async () => {
    useOldAddress();
    expect(await sync('user/get', { userid: 'zhoutao' })).toMatchObject({ department: [6], mobile: '13800000007' });
    expect(ids((await sync('department/list')).department, 'id')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('reads no app and has trusted addresses of its own', async () => {
    expect((await sync('agent/get', { agentid: String(agentId) })).errcode).toBe(48002);
    simulator.get().control.patchCorp({ contactSync: { secret: contactSyncSecret, trustedIps: ['203.0.113.1'] } });
    expect((await sync('department/simplelist')).errcode).toBe(60020);
    expect((await ask('department/simplelist')).errcode).toBe(0);
  });

  test.each([{ limit: 0 }, { limit: 10_001 }, { limit: '5' }, { cursor: 'made-up' }])(
    'is refused %j for a list of ids',
    async (body) => {
      expect((await sync('user/list_id', {}, body)).errcode).toBe(40058);
    },
  );
});

test('a large company is the same each time, can be walked and listed in pages', async () => {
  const size = { members: 2500, departments: 120 };
  expect(largeCompany(size)).toEqual(largeCompany(size));
  const { control } = simulator.get();
  control.patchCorp(largeCompany(size));
  const pages: unknown[][] = [];
  let cursor = '';
  do {
    const page = await sync('user/list_id', {}, { cursor, limit: 1000 });
    pages.push(page.dept_user as unknown[]);
    cursor = String(page.next_cursor);
  } while (cursor !== '');
  expect(pages.map((page) => page.length)).toEqual([1000, 1000, expect.any(Number)]);
  const rows = new Set(pages.flat().map((row) => JSON.stringify(row)));

  const walked = new Set<string>();
  const statuses = new Set<unknown>();
  const { department_id } = await ask('department/simplelist');
  expect(department_id).toHaveLength(120);
  for (const id of ids(department_id, 'id')) {
    const { userlist } = await ask('user/list', { department_id: String(id) });
    for (const user of userlist as { userid: string; status: number }[]) {
      walked.add(JSON.stringify({ userid: user.userid, department: id }));
      statuses.add(user.status);
    }
  }
  expect(walked).toEqual(rows);
  expect(new Set([...rows].map((row) => JSON.parse(row).userid)).size).toBe(2500);
  expect(statuses).toEqual(new Set([1, 2, 4, 5]));
});

describe('limits', () => {
  const call = () => api(simulator.get(), 'tag/list');
  const codes = async (count: number) =>
    (await Promise.all(Array.from({ length: count }, call))).map(({ errcode }) => errcode);

  test('of calls in a minute close the endpoint for a minute, and no other one', async () => {
    const { control, state } = simulator.get();
    control.patchCorp({ callsPerMinute: 3 });
    expect(await codes(5)).toEqual([41001, 41001, 41001, 45009, 45009]);
    expect((await api(simulator.get(), 'department/list')).errcode).toBe(41001);
    state.clock.advance(61_000);
    expect(await codes(1)).toEqual([41001]);
  });

  test('of calls at once refuse those too many', async () => {
    const { control } = simulator.get();
    control.patchCorp({ concurrentCalls: 2 });
    control.setFault({ match: 'tag/list', delayMs: 200 });
    expect((await codes(4)).sort()).toEqual([41001, 41001, 45033, 45033]);
    expect(await codes(2)).toEqual([41001, 41001]);
  });

  test('are not there unless somebody sets them', async () => {
    expect(new Set(await codes(50))).toEqual(new Set([41001]));
  });
});
