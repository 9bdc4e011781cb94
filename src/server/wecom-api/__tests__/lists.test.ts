/** Lists of the directory: half an answer must never look like a smaller company (S-63). */
import type { WeComClient } from '../client';
import { listDepartments } from '../departments';
import { WeComRefusal, WeComUnreachable } from '../errors';
import { getListedMember, listMemberIds, listMembers } from '../member-lists';
import { getTag, getVisibleRange } from '../visible-range';

type Answer = Record<string, unknown> | Error;

/** Answers each endpoint with what stands here, one after the other. */
function answering(answers: Record<string, Answer | Answer[]>) {
  const asked: [string, unknown, unknown][] = [];
  const left = new Map(Object.entries(answers).map(([name, some]) => [name, [some].flat()]));
  const call = async (endpoint: string, params: unknown, body: unknown) => {
    asked.push([endpoint, params, body]);
    const answer = left.get(endpoint)?.shift();
    if (answer instanceof Error) throw answer;
    if (!answer) throw new Error(`nobody expected ${endpoint}`);
    return answer;
  };
  return { client: { call } as unknown as WeComClient, asked };
}

const tooLarge = new WeComRefusal('x', 45029);

describe('members of a department', () => {
  it('have their places, leaders and status', async () => {
    const row = {
      userid: 'LiNa',
      name: '李娜',
      department: [2, '4'],
      is_leader_in_dept: [0, 1],
      main_department: 4,
      status: 1,
    };
    const { client } = answering({ 'user/list': { userlist: [row, { userid: 'b' }, { userid: 'c', status: '5' }] } });
    expect(await listMembers(client, 2)).toEqual([
      {
        userId: 'LiNa',
        name: '李娜',
        places: [
          { id: 2, isLeader: false },
          { id: 4, isLeader: true },
        ],
        mainDepartment: 4,
        status: 'active',
      },
      { userId: 'b', places: [], status: 'unknown' },
      { userId: 'c', places: [], status: 'left' },
    ]);
  });

  it('come as a short list where the long one is too large', async () => {
    const { client } = answering({
      'user/list': tooLarge,
      'user/simplelist': { userlist: [{ userid: 'a', name: '甲', department: [2] }] },
    });
    expect(await listMembers(client, 2)).toMatchObject([{ userId: 'a', status: 'unknown' }]);
  });

  it.each([
    {},
    { userlist: null },
    { userlist: {} },
    { userlist: 'a' },
    { userlist: [null] },
    { userlist: [['a']] },
    { userlist: [{}] },
    { userlist: [{ userid: '' }] },
    { userlist: [{ userid: 7 }] },
    { userlist: [{ userid: 'a b' }] },
    { userlist: [{ userid: 'a' }, { userid: 'x'.repeat(65) }] },
  ])('S-63 are nobody at all in %j', async (answer) => {
    await expect(listMembers(answering({ 'user/list': answer }).client, 2)).rejects.toThrow(WeComUnreachable);
  });

  it('S-16 are not taken for somebody else who was asked about', async () => {
    const { client } = answering({ 'user/get': [{ userid: 'other' }, { userid: 'LINA' }] });
    await expect(getListedMember(client, 'lina')).rejects.toThrow(WeComUnreachable);
    expect(await getListedMember(client, 'lina')).toMatchObject({ userId: 'LINA' });
  });
});

describe('the ids of a company', () => {
  it('are read page by page', async () => {
    const { client, asked } = answering({
      'user/list_id': [
        { dept_user: [{ userid: 'A' }, { userid: 'b' }], next_cursor: 'more' },
        { dept_user: [{ userid: 'b' }, { userid: 'c' }] },
      ],
    });
    expect([...(await listMemberIds(client))]).toEqual(['a', 'b', 'c']);
    expect(asked.map(([, , body]) => (body as { cursor: string }).cursor)).toEqual(['', 'more']);
  });

  it('S-63 are not known when a page is missing, or when pages have no end', async () => {
    const half = answering({ 'user/list_id': [{ dept_user: [{ userid: 'a' }], next_cursor: 'more' }, {}] });
    await expect(listMemberIds(half.client)).rejects.toThrow(WeComUnreachable);
    const round = { call: async () => ({ dept_user: [], next_cursor: 'again' }) } as unknown as WeComClient;
    await expect(listMemberIds(round)).rejects.toThrow(WeComUnreachable);
  });
});

describe('departments', () => {
  it('have a name, a parent that may not be seen, and an order', async () => {
    const { client } = answering({
      'department/list': {
        department: [
          { id: 2, name: '研发部', parentid: 1, order: 100 },
          { id: '3', parentid: 0 },
        ],
      },
    });
    expect(await listDepartments(client)).toEqual([
      { id: 2, name: '研发部', parentId: 1, order: 100 },
      { id: 3, name: '3', order: 0 },
    ]);
  });

  it('are asked for one by one where the list is too large', async () => {
    const { client } = answering({
      'department/list': tooLarge,
      'department/simplelist': { department_id: [{ id: 2 }, { id: 3 }] },
      'department/get': [{ department: { id: 2, name: 'a' } }, { department: { id: 3, name: 'b' } }],
    });
    expect(await listDepartments(client)).toMatchObject([{ id: 2 }, { id: 3 }]);
  });

  it.each([{}, { department: {} }, { department: [{ name: 'x' }] }, { department: [{ id: 0 }] }, { department: [7] }])(
    'S-63 are none at all in %j',
    async (answer) => {
      await expect(listDepartments(answering({ 'department/list': answer }).client)).rejects.toThrow(WeComUnreachable);
    },
  );
});

describe('the visible range', () => {
  it('is departments, people and tags, each of which may be missing', async () => {
    const { client } = answering({
      'agent/get': [
        {
          allow_userinfos: { user: [{ userid: 'LiNa' }] },
          allow_partys: { partyid: [1, '2'] },
          allow_tags: { tagid: [7] },
          close: 0,
        },
        { allow_partys: {}, close: '1' },
      ],
    });
    expect(await getVisibleRange(client, '1')).toEqual({
      closed: false,
      members: ['LiNa'],
      departments: [1, 2],
      tags: [7],
    });
    expect(await getVisibleRange(client, '1')).toEqual({ closed: true, members: [], departments: [], tags: [] });
  });

  it.each([
    {},
    { allow_partys: { partyid: 1 } },
    { allow_partys: { partyid: ['x'] } },
    { allow_userinfos: { user: [{}] } },
  ])('S-63 is not known in %j', async (answer) => {
    await expect(getVisibleRange(answering({ 'agent/get': answer }).client, '1')).rejects.toThrow(WeComUnreachable);
  });

  it('of a tag is its people and departments', async () => {
    const { client } = answering({ 'tag/get': [{ userlist: [{ userid: 'a' }], partylist: [4] }, { userlist: [] }] });
    expect(await getTag(client, 7)).toEqual({ members: ['a'], departments: [4] });
    await expect(getTag(client, 7)).rejects.toThrow(WeComUnreachable);
  });
});
