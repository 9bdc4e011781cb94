/**
 * Every reason for which a sign-in is refused, with the sentence the person reads.
 * The sentence is the locale key.
 */
export const ERROR_MESSAGES = {
  WECOM_STATE_INVALID: 'This sign-in has expired or was started in another browser. Please start again here.',
  WECOM_CANCELLED: 'You cancelled the sign-in with WeCom.',
  WECOM_CODE_EXPIRED: 'The confirmation from WeCom has expired or was used already. Please start again.',
  WECOM_NOT_MEMBER: 'Only members of this company can sign in. Please switch to your company account in WeCom.',
  WECOM_NOT_VISIBLE:
    'You are not allowed to use this app in WeCom. Please ask the administrator to add you to its visible range.',
  WECOM_MEMBER_INACTIVE: 'Your WeCom account is not active. Please activate it in WeCom or ask the administrator.',
  WECOM_CONSENT_REQUIRED: 'WeCom needs your consent to share your phone number, so that your account can be found.',
  WECOM_FIRST_SIGN_IN: 'Please sign in from WeCom the first time: open the app in WeCom to link your account.',
  WECOM_NO_ACCOUNT: 'No account matches your WeCom identity. Please ask the administrator to create one for you.',
  WECOM_ACCOUNT_CONFLICT:
    'Your WeCom identity cannot be linked to an account automatically. Please ask the administrator to check it.',
  WECOM_SETTINGS: 'Sign-in with WeCom is not set up correctly. Please tell the administrator.',
  WECOM_UNAVAILABLE: 'WeCom cannot be reached at the moment. Please try again in a minute.',
  WECOM_PROOF_REQUIRED:
    'It is not certain which account is yours. If you have one, sign in to it once and confirm; or ask the administrator.',
  WECOM_BLOCKED: 'An administrator has blocked your WeCom account here. Please ask the administrator.',
  WECOM_LINK_CONFLICT:
    'This WeCom account or this user is linked already. Please ask the administrator to separate them first.',
  WECOM_TOO_MANY: 'Too many sign-ins have failed. Please try again in a few minutes.',
  WECOM_FAILED: 'Something went wrong here. Please try again in a minute.',
} as const;

export type WeComErrorCode = keyof typeof ERROR_MESSAGES;
export const WECOM_ERROR_CODES = /* @__PURE__ */ Object.keys(ERROR_MESSAGES) as WeComErrorCode[];

/** `reason` of a refusal, where its code alone does not say enough. */
export const WECOM_REASONS = [
  'refused',
  'self-written',
  'several-users',
  'privileged',
  'other-company',
  'other-phone',
  'phone-not-shared',
  'deleted',
  'linked-company',
  'no-cookie',
] as const;
export type WeComReason = (typeof WECOM_REASONS)[number];

/** What a person is told instead of the sentence of the code, by reason. */
const REASON_MESSAGES: Partial<Record<WeComReason, string>> = {
  'linked-company':
    'Your WeCom account belongs to a linked company, and only members of the company itself can sign in here.',
  'no-cookie': 'This browser did not keep the cookie of the sign-in, or more than ten minutes have passed.',
  refused: 'WeCom refused this sign-in, and did not say why. Please try again in a minute.',
};

/** @returns the sentence for the person, an English one that is the locale key */
export function messageOf(code: WeComErrorCode, reason?: WeComReason): string {
  return (reason && REASON_MESSAGES[reason]) ?? ERROR_MESSAGES[code];
}
