import { ERROR_MESSAGES, messageOf, type WeComReason } from '../../shared/error-messages';
import type { Refusal, RefusalCode } from './refusal';

/** What the one button of the page does. */
export type ErrorAction =
  /** start again */
  | 'retry'
  /** go to WeCom once more, for consent */
  | 'consent'
  /** open the app in WeCom: QR code and link */
  | 'open-in-wecom'
  /** copy what an administrator needs to know */
  | 'ask';

export type ErrorPage = { title: string; happened: string; advice: string; action: ErrorAction };

const IN_A_MOMENT = 'It takes only a moment.';
const IF_IT_GOES_ON = 'If it keeps happening, send the reference to your administrator.';

/** A page for every code: what happened, what to do, and one action. All texts are locale keys. */
export const ERROR_PAGES: Record<RefusalCode, ErrorPage> = {
  WECOM_STATE_INVALID: {
    title: 'Please sign in again',
    happened: ERROR_MESSAGES.WECOM_STATE_INVALID,
    advice: IN_A_MOMENT,
    action: 'retry',
  },
  WECOM_CANCELLED: {
    title: 'Sign-in cancelled',
    happened: ERROR_MESSAGES.WECOM_CANCELLED,
    advice: 'Nothing was changed. You can sign in whenever you like.',
    action: 'retry',
  },
  WECOM_CODE_EXPIRED: {
    title: 'Please sign in again',
    happened: ERROR_MESSAGES.WECOM_CODE_EXPIRED,
    advice: IN_A_MOMENT,
    action: 'retry',
  },
  WECOM_NOT_MEMBER: {
    title: 'For members of the company only',
    happened: ERROR_MESSAGES.WECOM_NOT_MEMBER,
    advice: 'After switching, try again.',
    action: 'retry',
  },
  WECOM_NOT_VISIBLE: {
    title: 'No access to this app yet',
    happened: ERROR_MESSAGES.WECOM_NOT_VISIBLE,
    advice: 'The details tell the administrator what is needed. Once you have been added, sign in again.',
    action: 'ask',
  },
  WECOM_MEMBER_INACTIVE: {
    title: 'Account not active',
    happened: ERROR_MESSAGES.WECOM_MEMBER_INACTIVE,
    advice: 'If it is active in WeCom, send the administrator the details.',
    action: 'ask',
  },
  WECOM_CONSENT_REQUIRED: {
    title: 'One more step in WeCom',
    happened: ERROR_MESSAGES.WECOM_CONSENT_REQUIRED,
    advice: 'Continue in WeCom and allow it; you are asked only this once.',
    action: 'consent',
  },
  WECOM_FIRST_SIGN_IN: {
    title: 'Open the app in WeCom once',
    happened: ERROR_MESSAGES.WECOM_FIRST_SIGN_IN,
    advice: 'After that you can sign in here by scanning, too.',
    action: 'open-in-wecom',
  },
  WECOM_NO_ACCOUNT: {
    title: 'No account found',
    happened: ERROR_MESSAGES.WECOM_NO_ACCOUNT,
    advice: 'The details tell the administrator what is needed. Once your account exists, sign in again.',
    action: 'ask',
  },
  WECOM_ACCOUNT_CONFLICT: {
    title: 'Account needs attention',
    happened: ERROR_MESSAGES.WECOM_ACCOUNT_CONFLICT,
    advice: 'The details tell the administrator what to look at.',
    action: 'ask',
  },
  WECOM_SETTINGS: {
    title: 'Sign-in is not set up correctly',
    happened: ERROR_MESSAGES.WECOM_SETTINGS,
    advice: 'Send the administrator the details. “Check settings” on the settings page finds the cause, too.',
    action: 'ask',
  },
  WECOM_UNAVAILABLE: {
    title: 'WeCom is not reachable',
    happened: ERROR_MESSAGES.WECOM_UNAVAILABLE,
    advice: 'Your account is fine. If it keeps happening, tell your administrator.',
    action: 'retry',
  },
  WECOM_PROOF_REQUIRED: {
    title: 'Which account is yours?',
    happened: ERROR_MESSAGES.WECOM_PROOF_REQUIRED,
    advice: 'The details tell the administrator what to look at.',
    action: 'ask',
  },
  WECOM_BLOCKED: {
    title: 'Blocked by an administrator',
    happened: ERROR_MESSAGES.WECOM_BLOCKED,
    advice: 'The details tell the administrator what to look at.',
    action: 'ask',
  },
  WECOM_LINK_CONFLICT: {
    title: 'Linked already',
    happened: ERROR_MESSAGES.WECOM_LINK_CONFLICT,
    advice: 'The details tell the administrator what to look at.',
    action: 'ask',
  },
  WECOM_TOO_MANY: {
    title: 'Please wait a moment',
    happened: ERROR_MESSAGES.WECOM_TOO_MANY,
    advice: 'Your account is fine. If it keeps happening, tell your administrator.',
    action: 'retry',
  },
  WECOM_FAILED: {
    title: 'Sign-in failed',
    happened: ERROR_MESSAGES.WECOM_FAILED,
    advice: IF_IT_GOES_ON,
    action: 'retry',
  },
  ORIGIN_REFUSED: {
    title: 'The server refused this address',
    happened: 'The server does not accept sign-ins from the address in your browser.',
    advice:
      'For the administrator: the reverse proxy must pass on Host and X-Forwarded-Proto, or the address must be in CORS_ORIGIN_WHITELIST.',
    action: 'ask',
  },
  NO_ROLE: {
    title: 'No role yet',
    happened: 'You are signed in, but your account has no role, so it cannot open anything.',
    advice: 'Ask the administrator for a role, and send the details along. Once you have it, sign in again.',
    action: 'ask',
  },
  OFFLINE: {
    title: 'No connection to the server',
    happened: 'The server did not answer. Your network may be interrupted.',
    advice: 'Check the connection, then try again.',
    action: 'retry',
  },
  UNKNOWN: {
    title: 'Sign-in failed',
    happened: 'Something went wrong that we did not expect.',
    advice: 'Try again. If it keeps happening, send the reference to your administrator.',
    action: 'retry',
  },
};

/** Pages for reasons that need another one than their code has. */
export const REASON_PAGES: Partial<Record<WeComReason, ErrorPage>> = {
  'linked-company': {
    title: 'For members of the company only',
    happened: messageOf('WECOM_NOT_MEMBER', 'linked-company'),
    advice: 'The details tell the administrator what to look at.',
    action: 'ask',
  },
  'no-cookie': {
    title: 'Please sign in again',
    happened: messageOf('WECOM_STATE_INVALID', 'no-cookie'),
    advice: 'Start again once. If this page comes back, allow cookies for this site, or open it in another browser.',
    action: 'retry',
  },
  refused: {
    title: 'WeCom refused the sign-in',
    happened: messageOf('WECOM_UNAVAILABLE', 'refused'),
    advice: IF_IT_GOES_ON,
    action: 'retry',
  },
};

export function errorPage({ code, reason }: Pick<Refusal, 'code' | 'reason'>): ErrorPage {
  return (reason && REASON_PAGES[reason]) ?? ERROR_PAGES[code];
}
