import { SignInError } from '../errors';
import { maskPhone } from './contact-forms';
import type { Doubt, DoubtReason } from './decide';
import type { MemberIdentity, MemberProfile } from './member-identity';

/** Who was refused, for as long as the person needs to prove an account or to ask for one. */
export interface RefusedPerson {
  member: MemberIdentity;
  profile: MemberProfile;
  /** Name of the authenticator in use. */
  authenticator: string;
}

/** A sign-in is refused because the account is not certain; the person may be able to do something about it. */
export class AccountDoubt extends SignInError {
  constructor(
    readonly doubt: Doubt,
    readonly person: RefusedPerson,
  ) {
    const { code, reason, choices } = doubt;
    super(code, { reason, choices, operator: operatorLine(doubt, person) });
    // What the page may have is in the fields of SignInError; these two stay on the server.
    Object.defineProperties(this, { doubt: { enumerable: false }, person: { enumerable: false } });
  }
}

export function doubtOf(doubt: Doubt, { member, profile, authenticator }: RefusedPerson): AccountDoubt {
  return new AccountDoubt(doubt, { member, profile, authenticator });
}

const REASONS: Record<DoubtReason, string> = {
  'self-written':
    'no trustworthy person wrote the number or address that fits; accept it on the page “WeCom”, or correct it',
  'several-users': 'several users have the number. Make it unique',
  privileged: 'the user may manage NocoBase, and such users link by proof only',
  'other-company': 'the user is linked to a member of another company',
  'other-phone': 'the e-mail address fits, but the phone number does not',
  'phone-not-shared':
    'WeCom gave no phone number: select it as a sensitive field of the app, or the member has to share it',
  deleted: 'the user of this member was deleted. Allow the member again on the page “WeCom”',
};

const CODES: Record<Doubt['code'], string> = {
  WECOM_PROOF_REQUIRED: 'has to prove the account',
  WECOM_ACCOUNT_CONFLICT: 'was not linked: the user is linked to another member of the company',
  WECOM_NO_ACCOUNT: 'matches no user, and automatic sign-up is off. Create the user or switch it on',
  WECOM_FIRST_SIGN_IN: 'is not linked yet, and outside WeCom no phone number is known. The first sign-in is in WeCom',
};

function operatorLine({ code, reason }: Doubt, { member, profile }: RefusedPerson): string {
  const known = profile.phone ? `phone ${maskPhone(profile.phone)}` : 'no phone number known';
  return `Member ${member.userId} (${known}) ${CODES[code]}${reason ? `: ${REASONS[reason]}` : ''}.`;
}
