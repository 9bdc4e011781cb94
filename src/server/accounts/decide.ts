import type { WeComErrorCode, WeComReason } from '../../shared/constants';

/** What an account decision depends on. Ids are NocoBase user ids as texts. */
export interface Candidates {
  /** Users who have the member's phone number, in whatever form. Empty when no number is known. */
  byPhone: Candidate[];
  /** Users who have the member's corporate e-mail address. */
  byEmail: Candidate[];
  /** Whether an administrator deleted the user whom this member had. */
  wasDeleted: boolean;
}

export interface Candidate {
  userId: string;
  /** Whether somebody other than the user wrote the number or address that fits (S-39). */
  trusted: boolean;
  /** Has a right to manage NocoBase (S-44). */
  privileged: boolean;
  /** The member of this company that the user is linked to, if that is another one. */
  linkedTo?: FormerLink;
  /** Is linked in another company (S-43). */
  otherCompany: boolean;
  /** This very pair was unlinked by a person or an administrator (S-48). */
  declined: boolean;
  /** The user's own phone number, beside the member's. */
  phone: 'none' | 'same' | 'other';
}

/** What is known of the member whom a user is linked to. */
export interface FormerLink {
  memberId: string;
  /** `gone`: WeCom has said that it does not know this member any more. `unasked`: it may be a changed userid; ask. */
  standing: 'living' | 'gone' | 'unasked';
}

/** What the administrator chose; of the settings, this room knows no more. */
export interface Rules {
  autoSignup: boolean;
  signupWithoutPhone: boolean;
  matchEmail: boolean;
}

/** How much is known about the member's phone. */
export type PhoneKnowledge =
  /** WeCom gave a number. */
  | 'known'
  /** There is none to be had: consent was asked, or the app sees the field and it is empty. */
  | 'none'
  /** It was not asked for yet, and could be: in the WeCom client. */
  | 'ask'
  /** It cannot be asked for here: outside WeCom. */
  | 'unreachable';

/** Why the person has to prove the account, as the page and the administrator are told. */
export type DoubtReason = Exclude<WeComReason, 'refused' | 'linked-company' | 'no-cookie'>;

/** What the person may do about a refusal. */
export type Choice = 'link' | 'create';

export type Doubt = {
  do: 'refuse';
  code: Extract<
    WeComErrorCode,
    'WECOM_PROOF_REQUIRED' | 'WECOM_ACCOUNT_CONFLICT' | 'WECOM_NO_ACCOUNT' | 'WECOM_FIRST_SIGN_IN'
  >;
  reason?: DoubtReason;
  choices: Choice[];
  /** Ids of the users who may be meant; for the administrator only. */
  candidates: string[];
};

export type Decision =
  | { do: 'link'; userId: string; by: 'phone' | 'email' }
  /** The user's link moves from a member who is gone to this one. */
  | { do: 'move'; userId: string; from: string }
  /** WeCom has to say first whether it still knows this member. */
  | { do: 'ask-former'; memberId: string }
  | { do: 'sign-up' }
  | { do: 'ask-consent' }
  | Doubt;

/**
 * The account of a member who is not linked, in the order that the documentation promises: phone, corporate e-mail,
 * sign-up, refusal. Names never count (S-15). One trustworthy user is a match; everything doubtful asks the person for
 * proof, and the answer never says whose account it might be.
 */
export function decideAccount(candidates: Candidates, phone: PhoneKnowledge, rules: Rules): Decision {
  // A number that is still to come outranks e-mail and sign-up, so it is asked for first.
  if (phone === 'ask') return { do: 'ask-consent' };
  return (
    pick(candidates.byPhone, 'phone', rules) ??
    (rules.matchEmail ? pick(candidates.byEmail, 'email', rules) : undefined) ??
    withoutMatch(candidates, phone, rules)
  );
}

/** Users whose number others wrote come first, so that what somebody wrote about himself shuts nobody out (S-39). */
function pick(users: Candidate[], by: 'phone' | 'email', rules: Rules): Decision | undefined {
  if (users.length === 0) return undefined;
  const ids = users.map(({ userId }) => userId);
  const doubt = (reason: DoubtReason, choices: Choice[] = ['link']): Doubt => ({
    do: 'refuse',
    code: 'WECOM_PROOF_REQUIRED',
    reason,
    choices,
    candidates: ids,
  });
  const eligible = users.filter(({ trusted, declined }) => trusted && !declined);
  const [user, ...others] = eligible;
  if (!user) return doubt('self-written', rules.autoSignup ? ['link', 'create'] : ['link']);
  if (others.length > 0) return doubt('several-users');
  if (user.privileged) return doubt('privileged');
  if (user.otherCompany) return doubt('other-company');
  if (by === 'email' && user.phone === 'other') return doubt('other-phone');
  return user.linkedTo ? formerly(user, user.linkedTo, ids) : { do: 'link', userId: user.userId, by };
}

/** The user has another member of this company: a rival, or the same person under a userid that was changed. */
function formerly({ userId }: Candidate, { memberId, standing }: FormerLink, candidates: string[]): Decision {
  if (standing === 'unasked') return { do: 'ask-former', memberId };
  if (standing === 'gone') return { do: 'move', userId, from: memberId };
  return { do: 'refuse', code: 'WECOM_ACCOUNT_CONFLICT', choices: ['link'], candidates };
}

function withoutMatch({ wasDeleted }: Candidates, phone: PhoneKnowledge, rules: Rules): Decision {
  const refuse = (code: Doubt['code'], reason?: DoubtReason, choices: Choice[] = ['link']): Doubt => ({
    do: 'refuse',
    code,
    ...(reason && { reason }),
    choices,
    candidates: [],
  });
  if (wasDeleted) return refuse('WECOM_NO_ACCOUNT', 'deleted');
  const mayGoWithout = rules.autoSignup && rules.signupWithoutPhone;
  if (phone === 'unreachable' && !mayGoWithout) return refuse('WECOM_FIRST_SIGN_IN');
  if (!rules.autoSignup) return refuse('WECOM_NO_ACCOUNT');
  // No account is made from nothing: the person may have one under a number that WeCom did not tell (S-41).
  if (phone === 'none' && !mayGoWithout) {
    return refuse('WECOM_PROOF_REQUIRED', 'phone-not-shared', ['link', 'create']);
  }
  return { do: 'sign-up' };
}
