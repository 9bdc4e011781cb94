import { messageOf, type WeComErrorCode, type WeComReason } from '../shared/constants';
import { meaningOf } from './wecom-api/errcodes';
import { isWeComApiError, WeComRefusal } from './wecom-api/errors';

const STATUS: Record<WeComErrorCode, number> = {
  WECOM_STATE_INVALID: 401,
  WECOM_CANCELLED: 401,
  WECOM_CODE_EXPIRED: 401,
  WECOM_CONSENT_REQUIRED: 401,
  WECOM_NOT_MEMBER: 403,
  WECOM_NOT_VISIBLE: 403,
  WECOM_MEMBER_INACTIVE: 403,
  WECOM_FIRST_SIGN_IN: 403,
  WECOM_NO_ACCOUNT: 403,
  WECOM_ACCOUNT_CONFLICT: 403,
  WECOM_SETTINGS: 403,
  WECOM_UNAVAILABLE: 503,
  WECOM_PROOF_REQUIRED: 403,
  WECOM_BLOCKED: 403,
  WECOM_LINK_CONFLICT: 409,
  WECOM_TOO_MANY: 429,
  WECOM_FAILED: 500,
};

export interface SignInErrorOptions {
  /** Where the code alone does not say enough. */
  reason?: WeComReason;
  /** HTTP status, when it is not the usual one of the code. */
  status?: number;
  /** For the administrator, in the log only: what happened and what to do. No secret, code, token or whole phone number. */
  operator: string;
  cause?: unknown;
  /** A sentence (a locale key) that tells more than that of the code. */
  message?: string;
  /** What the person may do about it. */
  choices?: string[];
}

/**
 * A sign-in is refused. `code` is for programs, `message` (a locale key) for the person, `operator` for the log (S-32).
 */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly status: number;
  readonly operator: string;
  readonly reason?: WeComReason;
  readonly choices?: string[];
  /** For NocoBase's error handler: the refusal has a log line of its own. */
  readonly logLevel = 'debug';

  constructor(
    readonly code: WeComErrorCode,
    { status, operator, cause, message, reason, choices }: SignInErrorOptions,
  ) {
    super(message ?? messageOf(code, reason), { cause });
    if (reason) this.reason = reason;
    if (choices) this.choices = choices;
    this.status = status ?? STATUS[code];
    this.operator = operator;
  }
}

/** Turns any error into a refusal; an unknown one refuses too, and is not blamed on WeCom (S-33). */
export function toSignInError(error: unknown): SignInError {
  if (error instanceof SignInError) return error;
  if (error instanceof WeComRefusal) {
    const { code, reason, advice } = meaningOf(error.errcode);
    return new SignInError(code, { reason, operator: `${describe(error)} ${advice}`, cause: error });
  }
  if (isWeComApiError(error)) {
    return new SignInError('WECOM_UNAVAILABLE', {
      operator: `${error.message}. Check the network, the outbound proxy and the API base URL.`,
      cause: error,
    });
  }
  return new SignInError('WECOM_FAILED', {
    operator: `The sign-in failed unexpectedly: ${whereFrom(error)}.`,
    cause: error,
  });
}

function describe({ endpoint, errcode, hint, fromIp }: WeComRefusal): string {
  return [
    `WeCom answered ${endpoint} with errcode ${errcode}`,
    hint && `, hint ${hint}`,
    fromIp && `, our address ${fromIp}`,
    '.',
  ]
    .filter(Boolean)
    .join('');
}

/** Name and place of an error. Not its message, which may repeat values of a query (S-31). */
function whereFrom(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 4).map((line) => line.trim())].join(' ');
}
