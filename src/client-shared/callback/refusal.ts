import { WECOM_ERROR_CODES, WECOM_REASONS, type WeComErrorCode, type WeComReason } from '../../shared/error-messages';
import { plainPath } from '../../shared/plain-path';

/** The codes of the server, and what can go wrong on the way to it. */
export type RefusalCode = WeComErrorCode | (typeof OWN_CODES)[number];
const OWN_CODES = ['ORIGIN_REFUSED', 'NO_ROLE', 'OFFLINE', 'UNKNOWN'] as const;

export type Refusal = {
  code: RefusalCode;
  reason?: WeComReason;
  /** Request id, to tell an administrator who reads the log. */
  reference?: string;
  /** The page the person wanted, for another start. */
  redirect?: string;
  /** Absolute address that opens the app when WeCom opens it. */
  homeLink?: string;
  /** What the person can do about it. */
  choices?: Choice[];
};

type Choice = 'link' | 'create';

type Answer = { status?: number; data?: { errors?: unknown }; headers?: Record<string, unknown> };

export function isErrorCode(code: unknown): code is WeComErrorCode {
  return WECOM_ERROR_CODES.includes(code as WeComErrorCode);
}

/** A reason of the server, and nothing else that somebody put in its place. */
export function knownReason(value: unknown): WeComReason | undefined {
  return WECOM_REASONS.find((reason) => reason === value);
}

function knownChoices(value: unknown): Choice[] | undefined {
  const known = (['link', 'create'] as const).filter((choice) => Array.isArray(value) && value.includes(choice));
  return known.length > 0 ? known : undefined;
}

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

/** A refusal that was put away as JSON, checked as if the server had sent it. */
export function restoreRefusal(value: unknown): Refusal | undefined {
  const kept = (value ?? {}) as Record<string, unknown>;
  const code = [...WECOM_ERROR_CODES, ...OWN_CODES].find((known) => known === kept.code);
  if (!code) return undefined;
  return {
    code,
    reason: knownReason(kept.reason),
    reference: text(kept.reference),
    redirect: plainPath(kept.redirect),
    homeLink: webAddress(kept.homeLink),
    choices: knownChoices(kept.choices),
  };
}

function webAddress(value: unknown): string | undefined {
  return typeof value === 'string' && /^https?:\/\/[^\s]+$/i.test(value) ? value : undefined;
}

/**
 * Reads a failed `auth:signIn` or `auth:check`. NocoBase itself answers 403 without a code when the request's Origin does
 * not match what its proxy forwards, and refuses a user without any role.
 *
 * @see packages/core/auth/src/actions.ts of NocoBase, `assertTrustedSignInOrigin`
 * @see packages/plugins/@nocobase/plugin-acl/src/server/middlewares/setCurrentRole.ts
 */
export function parseRefusal(error: unknown): Refusal {
  const { response: answer, request } = (error ?? {}) as { response?: Answer; request?: unknown };
  if (!answer) return { code: request ? 'OFFLINE' : 'UNKNOWN' };
  const list = answer.data?.errors;
  const first = (Array.isArray(list) ? list[0] : undefined) as Record<string, unknown> | undefined;
  const reference = text(first?.reference) ?? text(answer.headers?.['x-request-id']);
  if (isErrorCode(first?.code)) {
    return {
      code: first.code,
      reason: knownReason(first.reason),
      reference,
      redirect: plainPath(first.redirect),
      homeLink: webAddress(first.homeLink),
      choices: knownChoices(first.choices),
    };
  }
  if (first?.code === 'USER_HAS_NO_ROLES_ERR') return { code: 'NO_ROLE', reference };
  return { code: answer.status === 403 && first && !first.code ? 'ORIGIN_REFUSED' : 'UNKNOWN', reference };
}
