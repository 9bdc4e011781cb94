/** What an account decision depends on. Ids are NocoBase user ids as texts. */
export interface Candidates {
  /** Users who have the member's phone number, in whatever form. Empty when no number is known. */
  byPhone: Candidate[];
  /** Users who have the corporate, then the personal e-mail address. Empty unless the administrator chose e-mail. */
  byEmail: Candidate[][];
}

export interface Candidate {
  userId: string;
  /** Whether somebody who can be trusted wrote the number or address (S-39). Not looked at yet. */
  trusted: boolean;
  /** Has the role root. */
  privileged: boolean;
  /** Is linked to another member of this corp. */
  linkedElsewhere: boolean;
}

export interface Rules {
  autoSignup: boolean;
  signupWithoutPhone: boolean;
  linkPrivileged: boolean;
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

export type ConflictReason = 'several-users' | 'linked-to-another-member' | 'privileged-user';

export type Decision =
  | { do: 'link'; userId: string; by: 'phone' | 'email' }
  | { do: 'sign-up' }
  | { do: 'ask-consent' }
  | { do: 'ask-first-sign-in' }
  | { do: 'refuse-no-account' }
  | { do: 'refuse-conflict'; by: 'phone' | 'email'; reason: ConflictReason };

/**
 * The account of a member who is not linked yet, in the order that the documentation promises: phone, e-mail, sign-up,
 * refusal. Names never count (S-15).
 */
export function decideAccount(candidates: Candidates, phone: PhoneKnowledge, rules: Rules): Decision {
  // A number that is still to come outranks e-mail and sign-up, so it is asked for first.
  if (phone === 'ask') return { do: 'ask-consent' };

  const byPhone = pick(candidates.byPhone, 'phone', rules);
  if (byPhone) return byPhone;
  for (const users of candidates.byEmail) {
    const byEmail = pick(users, 'email', rules);
    if (byEmail) return byEmail;
  }

  if (phone === 'unreachable' && !(rules.autoSignup && rules.signupWithoutPhone)) return { do: 'ask-first-sign-in' };
  return rules.autoSignup ? { do: 'sign-up' } : { do: 'refuse-no-account' };
}

/** Exactly one user, free and not privileged, is a match; anything doubtful is refused rather than guessed (S-18, S-19). */
function pick(users: Candidate[], by: 'phone' | 'email', rules: Rules): Decision | undefined {
  const [user, ...others] = users;
  if (!user) return undefined;
  const refuse = (reason: ConflictReason): Decision => ({ do: 'refuse-conflict', by, reason });
  if (others.length > 0) return refuse('several-users');
  if (user.linkedElsewhere) return refuse('linked-to-another-member');
  if (user.privileged && !rules.linkPrivileged) return refuse('privileged-user');
  return { do: 'link', userId: user.userId, by };
}
