import {
  type Candidate,
  type Candidates,
  type Choice,
  type Decision,
  type DoubtReason,
  decideAccount,
  type PhoneKnowledge,
  type Rules,
} from '../decide';

const free: Candidate = {
  userId: '7',
  trusted: true,
  privileged: false,
  otherCompany: false,
  declined: false,
  phone: 'none',
};
const other: Candidate = { ...free, userId: '8' };
const selfWritten: Candidate = { ...free, userId: '9', trusted: false };
const former = (standing: 'living' | 'gone' | 'unasked'): Candidate => ({
  ...free,
  linkedTo: { memberId: 'old', standing },
});
const byPhone = (...users: Candidate[]): Candidates => ({ byPhone: users, byEmail: [], wasDeleted: false });
const byEmail = (...users: Candidate[]): Candidates => ({ byPhone: [], byEmail: users, wasDeleted: false });
const nobody = byPhone();

const strict: Rules = { autoSignup: false, signupWithoutPhone: false, matchEmail: true };
const open: Rules = { ...strict, autoSignup: true };
const careless: Rules = { ...open, signupWithoutPhone: true };

const link = (by: 'phone' | 'email', userId = '7'): Decision => ({ do: 'link', userId, by });
const proof = (reason: DoubtReason, candidates: string[], choices: Choice[] = ['link']): Decision => ({
  do: 'refuse',
  code: 'WECOM_PROOF_REQUIRED',
  reason,
  choices,
  candidates,
});

const CASES: [rule: string, Candidates, PhoneKnowledge, Rules, Decision][] = [
  ['links the one user with the phone', byPhone(free), 'known', strict, link('phone')],
  ['links by phone rather than sign up', byPhone(free), 'known', open, link('phone')],
  ['prefers phone to e-mail', { byPhone: [free], byEmail: [other], wasDeleted: false }, 'known', strict, link('phone')],
  ['S-15 links by e-mail when no phone matches', byEmail(free), 'known', strict, link('email')],
  [
    'S-15 does not look at e-mail unless the administrator chose so',
    byEmail(free),
    'known',
    { ...strict, matchEmail: false },
    { do: 'refuse', code: 'WECOM_NO_ACCOUNT', choices: ['link'], candidates: [] },
  ],
  [
    'S-45 links by e-mail when the phone is the same',
    byEmail({ ...free, phone: 'same' }),
    'known',
    strict,
    link('email'),
  ],
  [
    'S-45 wants proof when the e-mail fits and the phone does not',
    byEmail({ ...free, phone: 'other' }),
    'known',
    open,
    proof('other-phone', ['7']),
  ],
  ['S-18 does not choose between two users', byPhone(free, other), 'known', open, proof('several-users', ['7', '8'])],
  [
    'S-39 never links by what somebody wrote about himself',
    byPhone(selfWritten),
    'known',
    open,
    proof('self-written', ['9'], ['link', 'create']),
  ],
  [
    'S-39 offers no new account where sign-up is off',
    byPhone(selfWritten),
    'known',
    strict,
    proof('self-written', ['9']),
  ],
  [
    'S-39 what somebody wrote shuts the rightful owner out of nothing',
    byPhone(selfWritten, free),
    'known',
    open,
    link('phone'),
  ],
  ['S-39 the same by e-mail', byEmail(selfWritten), 'none', open, proof('self-written', ['9'], ['link', 'create'])],
  [
    'S-44 never links a privileged user',
    byPhone({ ...free, privileged: true }),
    'known',
    open,
    proof('privileged', ['7']),
  ],
  [
    'S-43 never links a user of another company',
    byPhone({ ...free, otherCompany: true }),
    'known',
    open,
    proof('other-company', ['7']),
  ],
  [
    'S-48 never links a pair that was unlinked',
    byPhone({ ...free, declined: true }),
    'known',
    strict,
    proof('self-written', ['7']),
  ],
  [
    'S-18 refuses a user who is another living member',
    byPhone(former('living')),
    'known',
    open,
    { do: 'refuse', code: 'WECOM_ACCOUNT_CONFLICT', choices: ['link'], candidates: ['7'] },
  ],
  [
    'S-42 asks WeCom about the former userid first',
    byPhone(former('unasked')),
    'known',
    open,
    { do: 'ask-former', memberId: 'old' },
  ],
  [
    'S-42 moves the link of a userid that is gone',
    byPhone(former('gone')),
    'known',
    open,
    { do: 'move', userId: '7', from: 'old' },
  ],
  [
    'S-44 moves no link of a privileged user',
    byPhone({ ...former('gone'), privileged: true }),
    'known',
    open,
    proof('privileged', ['7']),
  ],
  [
    'S-19 does not sign up unless allowed',
    nobody,
    'known',
    strict,
    { do: 'refuse', code: 'WECOM_NO_ACCOUNT', choices: ['link'], candidates: [] },
  ],
  ['signs up when allowed', nobody, 'known', open, { do: 'sign-up' }],
  [
    'S-41 makes no account from nothing once consent was asked',
    nobody,
    'none',
    open,
    proof('phone-not-shared', [], ['link', 'create']),
  ],
  ['S-41 does where the administrator chose so', nobody, 'none', careless, { do: 'sign-up' }],
  ['asks for consent in WeCom first', nobody, 'ask', open, { do: 'ask-consent' }],
  ['asks for consent when sign-up is off, because the phone may match', nobody, 'ask', strict, { do: 'ask-consent' }],
  ['asks for consent before e-mail, which is worth less', byEmail(free), 'ask', open, { do: 'ask-consent' }],
  [
    'sends newcomers outside WeCom to WeCom',
    nobody,
    'unreachable',
    open,
    { do: 'refuse', code: 'WECOM_FIRST_SIGN_IN', choices: ['link'], candidates: [] },
  ],
  [
    'does not with sign-up off either',
    nobody,
    'unreachable',
    strict,
    { do: 'refuse', code: 'WECOM_FIRST_SIGN_IN', choices: ['link'], candidates: [] },
  ],
  ['signs up outside WeCom where the administrator chose so', nobody, 'unreachable', careless, { do: 'sign-up' }],
  ['links by e-mail outside WeCom', byEmail(free), 'unreachable', strict, link('email')],
  [
    'S-46 does not make the user anew whom an administrator deleted',
    { ...nobody, wasDeleted: true },
    'known',
    careless,
    { do: 'refuse', code: 'WECOM_NO_ACCOUNT', reason: 'deleted', choices: ['link'], candidates: [] },
  ],
  [
    'S-46 goes on matching a member whose user was deleted',
    { ...byPhone(free), wasDeleted: true },
    'known',
    open,
    link('phone'),
  ],
];

it.each(CASES)('%s', (_rule, candidates, phone, rules, decision) => {
  expect(decideAccount(candidates, phone, rules)).toEqual(decision);
});
