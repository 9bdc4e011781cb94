import type { WeComClient } from '../../wecom-api/client';
import type { ListedMember } from '../../wecom-api/member-lists';
import { hintOfContacts } from '../events';
import { isTooMany } from '../guard';
import type { Known, KnownLink, PhoneCandidate } from '../known';
import { directoryOptions, optionProblems } from '../options';
import { planDepartments } from '../plan-departments';
import { planLeaving } from '../plan-leaving';
import { type MemberDecision, planMembers } from '../plan-members';
import { inTree, readCompany } from '../read';

const member = (more: Partial<ListedMember> = {}): ListedMember => ({
  ...{ userId: 'Lina', name: '李娜', places: [{ id: 2, isLeader: false }], status: 'active', ...more },
});
const link = (more: Partial<KnownLink> = {}): KnownLink => ({
  ...{ id: '1', memberId: 'lina', userId: '7', state: 'active', memberName: '李娜', ...more },
});
const nobody = (): Known => ({
  ...{ links: new Map(), records: new Map(), users: new Map(), departments: new Map(), declined: new Map() },
  ...{ byName: new Map(), byUsername: new Map(), byPhone: new Map(), privileged: new Set() },
});
const linked = (more: Partial<KnownLink> = {}, known: Partial<Known> = {}): Known => ({
  ...nobody(),
  links: new Map([['lina', link(more)]]),
  users: new Map([['7', { nickname: '李娜', memberships: [] }]]),
  ...known,
});
const phone = (more: Partial<PhoneCandidate> = {}): Partial<Known> => ({
  byPhone: new Map([['lina', [{ userId: '9', trusted: true, linked: false, ...more }]]]),
  users: new Map([['9', { memberships: [] }]]),
});
const rules = { createUsers: true, overwriteNames: false, departments: true, digestOf: (text: string) => `#${text}` };
const withPhone = member({ phone: '13800000002' });

const TABLE: [string, ListedMember, Known, Partial<typeof rules>, string][] = [
  ['nobody known', member(), nobody(), {}, 'make'],
  ['nobody known, and no users are made', member(), nobody(), { createUsers: false }, 'wait not-made'],
  ['a user with the name', member(), { ...nobody(), byName: new Map([['李娜', ['5']]]) }, {}, 'wait same-name 5'],
  [
    'a user with the userid',
    member(),
    { ...nobody(), byUsername: new Map([['lina', ['5']]]) },
    {},
    'wait same-userid 5',
  ],
  ['a disabled member without a user', member({ status: 'disabled' }), nobody(), {}, 'leave-alone inactive'],
  ['a member who has not activated', member({ status: 'not-activated' }), nobody(), {}, 'make'],
  ['(S-39) one trustworthy number', withPhone, { ...nobody(), ...phone() }, {}, 'link 9'],
  [
    '(S-39) a number of the user’s own',
    withPhone,
    { ...nobody(), ...phone({ trusted: false }) },
    {},
    'wait same-phone 9',
  ],
  ['a user linked elsewhere', withPhone, { ...nobody(), ...phone({ linked: true }) }, {}, 'wait same-phone 9'],
  [
    '(S-44) a privileged user',
    withPhone,
    { ...nobody(), ...phone(), privileged: new Set(['9']) },
    {},
    'wait privileged 9',
  ],
  [
    '(S-48) a pair that somebody has separated',
    withPhone,
    { ...nobody(), ...phone(), declined: new Map([['lina', { users: ['9'], wasDeleted: false }]]) },
    {},
    'wait unlinked 9',
  ],
  [
    '(S-46) a member whose user was deleted',
    member(),
    { ...nobody(), declined: new Map([['lina', { users: ['3'], wasDeleted: true }]]) },
    {},
    'wait deleted 3',
  ],
  ['a linked member', member(), linked(), {}, 'keep 7'],
  ['a blocked member', member(), linked({ state: 'blocked' }), {}, 'leave-alone blocked'],
  ['a link whose user is gone', member(), linked({}, { users: new Map() }), {}, 'wait deleted'],
  ['a longer name', member({ name: '李娜（销售）' }), linked(), {}, 'keep 7'],
  ['(S-42) another name', member({ name: '王五' }), linked(), {}, 'wait other-name 7'],
  [
    '(S-42) another name, the same phone',
    { ...withPhone, name: '王五' },
    linked({ phoneDigest: '#13800000002' }),
    {},
    'keep 7',
  ],
  ['(S-42) back under the same name', member(), linked({ state: 'left' }), {}, 'wait returned 7'],
  ['(S-42) back with the same phone', withPhone, linked({ state: 'left', phoneDigest: '#13800000002' }), {}, 'keep 7'],
  [
    '(S-44) a privileged user is back',
    withPhone,
    linked({ state: 'left', phoneDigest: '#13800000002' }, { privileged: new Set(['7']) }),
    {},
    'wait returned 7',
  ],
  ['(S-42) another person with the userid', member({ name: '王五' }), linked({ state: 'left' }), {}, 'make'],
  ['(S-42) another phone with the userid', withPhone, linked({ state: 'left', phoneDigest: '#1' }), {}, 'make'],
];

it.each(TABLE)('%s', (_, one, known, more, expected) => {
  const [decision] = planMembers(new Map([['lina', one]]), known, { ...rules, ...more });
  expect(told(decision as MemberDecision)).toBe(expected);
});

function told(decision: MemberDecision): string {
  switch (decision.do) {
    case 'wait':
      return ['wait', decision.reason, ...decision.candidates].join(' ');
    case 'leave-alone':
      return `leave-alone ${decision.reason}`;
    case 'make':
      return 'make';
    default:
      return `${decision.do} ${decision.userId}`;
  }
}

it('two members with one number are nobody’s match', () => {
  const known = { ...nobody(), ...phone() };
  const [first] = planMembers(
    new Map([
      ['lina', withPhone],
      ['other', { ...withPhone, userId: 'other' }],
    ]),
    known,
    rules,
  );
  expect(told(first as MemberDecision)).toBe('wait same-phone 9');
});

describe('what changes of a linked member', () => {
  const departments = new Map([
    ['2', { recordId: '1', title: '研发部', now: { id: '20', title: '研发部' } }],
    ['3', { recordId: '2', title: '销售部', now: { id: '30', title: '销售部' } }],
  ]);
  const changesOf = (known: Partial<Known>, one = member(), more = {}) => {
    const [decision] = planMembers(new Map([['lina', one]]), linked({}, { departments, ...known }), {
      ...rules,
      ...more,
    });
    return (decision as Extract<MemberDecision, { do: 'keep' }>).changes;
  };
  const recorded = (uid: string, isOwner = false, name = '李娜') =>
    new Map([['lina', { id: '4', userId: '7', name, places: [{ uid, isOwner, isMain: true }] }]]);
  const user = (more: object) => new Map([['7', { nickname: '李娜', memberships: [], ...more }]]);

  it('is nothing when all is as it was', () => {
    const users = user({ mainDepartmentId: '20', memberships: [{ departmentId: '20', isOwner: false }] });
    expect(changesOf({ records: recorded('2'), users })).toEqual({ join: [], leave: [], own: [] });
  });

  it('is a move, and leaves what was made by hand', () => {
    const memberships = [
      { departmentId: '30', isOwner: false },
      { departmentId: '99', isOwner: true },
    ];
    expect(changesOf({ records: recorded('3'), users: user({ mainDepartmentId: '30', memberships }) })).toMatchObject({
      join: [{ uid: '2', isOwner: false }],
      leave: ['3'],
      own: [],
      main: '2',
    });
    expect(
      changesOf({ records: recorded('3'), users: user({ mainDepartmentId: '99', memberships }) }),
    ).not.toHaveProperty('main');
  });

  it('is an owner only where WeCom gave or takes it', () => {
    const memberships = [{ departmentId: '20', isOwner: true }];
    expect(changesOf({ records: recorded('2'), users: user({ mainDepartmentId: '20', memberships }) }).own).toEqual([]);
    expect(
      changesOf({ records: recorded('2', true), users: user({ mainDepartmentId: '20', memberships }) }).own,
    ).toEqual([{ uid: '2', isOwner: false }]);
  });

  it('is a name that nobody else has changed', () => {
    const renamed = member({ name: '李娜娜' });
    expect(changesOf({ records: recorded('2') }, renamed).nickname).toBe('李娜娜');
    expect(changesOf({ records: recorded('2'), users: user({ nickname: '娜姐' }) }, renamed).nickname).toBeUndefined();
    const overwritten = changesOf({ users: user({ nickname: '娜姐' }) }, renamed, { overwriteNames: true });
    expect(overwritten.nickname).toBe('李娜娜');
  });
});

it('departments keep their order, and a title that somebody has changed', () => {
  const known = new Map([['1', { recordId: '1', title: '总部', now: { id: '10', title: 'HQ', sort: 1 } }]]);
  const decisions = planDepartments(
    [
      { id: 1, name: '总公司', order: 0 },
      { id: 2, name: '研发部', parentId: 1, order: 10 },
      { id: 3, name: '销售部', parentId: 1, order: 20 },
    ],
    known,
    { overwriteNames: false },
  );
  expect(decisions).toMatchObject([
    { do: 'keep', changes: {}, isRecorded: false },
    { do: 'make', wanted: { uid: '2', parentUid: '1', sort: 2 } },
    { do: 'make', wanted: { uid: '3', parentUid: '1', sort: 1 } },
  ]);
  expect(planDepartments([], known, { overwriteNames: false })).toEqual([{ do: 'vanish', uid: '1', id: '10' }]);
});

it('departments come parents first, and circles are broken', () => {
  const tree = (parents: Record<number, number>) =>
    inTree(Object.entries(parents).map(([id, parentId]) => ({ id: Number(id), name: id, parentId, order: 0 })));
  expect(tree({ 5: 4, 4: 1, 1: 0 }).map(({ id }) => id)).toEqual([1, 4, 5]);
  expect(tree({ 7: 99 })).toEqual([{ id: 7, name: '7', order: 0 }]);
  const circle = tree({ 1: 2, 2: 3, 3: 1, 4: 1 });
  expect(circle).toHaveLength(4);
  expect(circle.filter(({ parentId }) => parentId === undefined)).toHaveLength(1);
});

it('S-63 an app that is switched off shows no company', async () => {
  const client = { call: async () => ({ close: 1, allow_partys: { partyid: [1] } }) } as unknown as WeComClient;
  await expect(readCompany({ client, agentId: '1' })).rejects.toMatchObject({ problem: 'closed' });
});

it('absent members are asked about; of chosen departments only those who were seen before', () => {
  const known = {
    links: new Map([
      ['lina', link()],
      ['b', link({ state: 'blocked' })],
    ]),
    records: new Map(),
  };
  expect(planLeaving(new Map(), known, false).absent).toHaveLength(1);
  expect(planLeaving(new Map(), known, true).absent).toHaveLength(0);
  const disabled = new Map([['lina', member({ status: 'disabled' })]]);
  expect(planLeaving(disabled, known, false).said).toMatchObject([{ verdict: 'disabled' }]);
});

it.each([
  [{ ending: 0, endedLately: 50, present: 10 }, false],
  [{ ending: 5, endedLately: 0, present: 8 }, false],
  [{ ending: 6, endedLately: 0, present: 8 }, true],
  [{ ending: 1, endedLately: 5, present: 30 }, true],
  [{ ending: 100, endedLately: 0, present: 1_000 }, false],
  [{ ending: 101, endedLately: 0, present: 1_000 }, true],
  [{ ending: 3, endedLately: 0, present: 3 }, true],
  [{ ending: 1, endedLately: 1, present: 1 }, true],
  [{ ending: 1, endedLately: 0, present: 1 }, false],
])('S-63 of %j too many is %s', (numbers, expected) => {
  expect(isTooMany(numbers)).toBe(expected);
});

it('an event of a new userid is a renaming, and nonsense is nothing', () => {
  const event = (fields: object) =>
    hintOfContacts(new Map(Object.entries({ MsgType: 'event', Event: 'change_contact', ...fields })));
  expect(event({ ChangeType: 'update_user', UserID: 'LiNa', NewUserID: 'lina2' }).renamings).toEqual([
    { from: 'lina', to: 'lina2' },
  ]);
  expect(event({ ChangeType: 'delete_party', Id: '3' }).everything).toBe(true);
  for (const UserID of ['', '../x', 'a b', 'x'.repeat(65)]) {
    expect(event({ ChangeType: 'delete_user', UserID }).members).toEqual([]);
  }
});

it('options have their defaults, and what is wrong is told', () => {
  expect(directoryOptions({})).toMatchObject({
    departments: true,
    createUsers: true,
    overwriteNames: false,
    onLeave: 'sessions',
  });
  expect(directoryOptions({ onlyDepartments: '2, 3' }).onlyDepartments).toEqual([2, 3]);
  const problems = optionProblems({ onlyDepartments: 'x', onLeave: 'delete', schedule: 'never' }, () => false);
  expect(Object.keys(problems).sort()).toEqual(['authenticator', 'onLeave', 'onlyDepartments', 'schedule']);
});
