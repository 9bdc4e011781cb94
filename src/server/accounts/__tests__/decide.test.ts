import {
  type Candidate,
  type Candidates,
  type Decision,
  decideAccount,
  type PhoneKnowledge,
  type Rules,
} from '../decide';

const free: Candidate = { userId: '7', trusted: true, privileged: false, linkedElsewhere: false };
const other: Candidate = { ...free, userId: '8' };
const root: Candidate = { ...free, privileged: true };
const taken: Candidate = { ...free, linkedElsewhere: true };
const nobody: Candidates = { byPhone: [], byEmail: [] };
const strict: Rules = { autoSignup: false, signupWithoutPhone: false, linkPrivileged: false };
const open: Rules = { ...strict, autoSignup: true };

const CASES: [rule: string, Candidates, PhoneKnowledge, Rules, Decision][] = [
  [
    'links the one user with the phone',
    { ...nobody, byPhone: [free] },
    'known',
    strict,
    { do: 'link', userId: '7', by: 'phone' },
  ],
  [
    'links by phone rather than sign up',
    { ...nobody, byPhone: [free] },
    'known',
    open,
    { do: 'link', userId: '7', by: 'phone' },
  ],
  [
    'prefers phone to e-mail',
    { byPhone: [free], byEmail: [[other]] },
    'known',
    strict,
    { do: 'link', userId: '7', by: 'phone' },
  ],
  [
    'S-15 links by e-mail when no phone matches',
    { byPhone: [], byEmail: [[free]] },
    'known',
    strict,
    { do: 'link', userId: '7', by: 'email' },
  ],
  [
    'S-15 prefers the corporate address',
    { byPhone: [], byEmail: [[free], [other]] },
    'none',
    strict,
    { do: 'link', userId: '7', by: 'email' },
  ],
  [
    'S-15 tries the personal address when the corporate one matches nobody',
    { byPhone: [], byEmail: [[], [other]] },
    'none',
    strict,
    { do: 'link', userId: '8', by: 'email' },
  ],
  [
    'S-18 refuses two users with one phone',
    { ...nobody, byPhone: [free, other] },
    'known',
    open,
    { do: 'refuse-conflict', by: 'phone', reason: 'several-users' },
  ],
  [
    'S-18 refuses two users with one e-mail',
    { byPhone: [], byEmail: [[free, other]] },
    'known',
    open,
    { do: 'refuse-conflict', by: 'email', reason: 'several-users' },
  ],
  [
    'S-18 refuses a user who is another member',
    { ...nobody, byPhone: [taken] },
    'known',
    open,
    { do: 'refuse-conflict', by: 'phone', reason: 'linked-to-another-member' },
  ],
  [
    'S-18 does not fall back to e-mail after a conflict by phone',
    { byPhone: [taken], byEmail: [[other]] },
    'known',
    open,
    { do: 'refuse-conflict', by: 'phone', reason: 'linked-to-another-member' },
  ],
  [
    'S-19 refuses a root user',
    { ...nobody, byPhone: [root] },
    'known',
    open,
    { do: 'refuse-conflict', by: 'phone', reason: 'privileged-user' },
  ],
  [
    'S-19 refuses a root user by e-mail',
    { byPhone: [], byEmail: [[root]] },
    'known',
    open,
    { do: 'refuse-conflict', by: 'email', reason: 'privileged-user' },
  ],
  [
    'S-19 links a root user where the administrator allows it',
    { ...nobody, byPhone: [root] },
    'known',
    { ...strict, linkPrivileged: true },
    { do: 'link', userId: '7', by: 'phone' },
  ],
  [
    'S-18 refuses a root user who is another member, allowed or not',
    { ...nobody, byPhone: [{ ...root, linkedElsewhere: true }] },
    'known',
    { ...strict, linkPrivileged: true },
    { do: 'refuse-conflict', by: 'phone', reason: 'linked-to-another-member' },
  ],
  ['S-19 does not sign up unless allowed', nobody, 'known', strict, { do: 'refuse-no-account' }],
  ['signs up when allowed', nobody, 'known', open, { do: 'sign-up' }],
  ['signs up without a phone once consent was asked', nobody, 'none', open, { do: 'sign-up' }],
  ['refuses without a phone when sign-up is off', nobody, 'none', strict, { do: 'refuse-no-account' }],
  ['asks for consent in WeCom first', nobody, 'ask', open, { do: 'ask-consent' }],
  ['asks for consent when sign-up is off, because the phone may match', nobody, 'ask', strict, { do: 'ask-consent' }],
  [
    'asks for consent before it looks at e-mail',
    { byPhone: [], byEmail: [[free]] },
    'ask',
    open,
    { do: 'ask-consent' },
  ],
  ['sends newcomers outside WeCom to WeCom', nobody, 'unreachable', open, { do: 'ask-first-sign-in' }],
  [
    'sends newcomers outside WeCom to WeCom when sign-up is off',
    nobody,
    'unreachable',
    { ...strict, signupWithoutPhone: true },
    { do: 'ask-first-sign-in' },
  ],
  [
    'signs up outside WeCom where the administrator chose it',
    nobody,
    'unreachable',
    { ...open, signupWithoutPhone: true },
    { do: 'sign-up' },
  ],
  [
    'links by e-mail outside WeCom too',
    { byPhone: [], byEmail: [[free]] },
    'unreachable',
    strict,
    { do: 'link', userId: '7', by: 'email' },
  ],
];

it.each(CASES)('%s', (_, candidates, phone, rules, decision) => {
  expect(decideAccount(candidates, phone, rules)).toEqual(decision);
});
