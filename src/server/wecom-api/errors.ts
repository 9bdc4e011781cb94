import { meaningOf } from './errcodes';

/** WeCom answered with an `errcode` other than 0. */
export class WeComRefusal extends Error {
  override readonly name = 'WeComRefusal';

  constructor(
    /** Name of the endpoint, such as `user/get`; never its query, which holds the access token (S-31). */
    readonly endpoint: string,
    readonly errcode: number,
    /** The 25 digits that WeCom's error look-up tool asks for. */
    readonly hint?: string,
    /** Address that WeCom saw the call come from (only in some messages, such as 60020). */
    readonly fromIp?: string,
  ) {
    super(`WeCom refused ${endpoint} with errcode ${errcode}`);
  }

  /**
   * Takes hint and address out of `errmsg`, and drops the message itself: it repeats parts of the request.
   *
   * @see WeCom document 90313 (global error codes)
   */
  static fromAnswer(endpoint: string, errcode: number, errmsg: unknown): WeComRefusal {
    const text = typeof errmsg === 'string' ? errmsg.slice(0, 1000) : '';
    const hint = /hint: \[([\w-]{1,64})\]/.exec(text)?.[1];
    const fromIp = /from ip: ([0-9a-fA-F.:]{2,45})/.exec(text)?.[1]?.replace(/[.:]+$/, '');
    return new WeComRefusal(endpoint, errcode, hint, fromIp);
  }
}

export type UnreachableReason = 'network' | 'timeout' | 'status' | 'redirect' | 'too-large' | 'not-json' | 'malformed';

/** WeCom could not be reached, or the answer is not one of WeCom. */
export class WeComUnreachable extends Error {
  override readonly name = 'WeComUnreachable';

  constructor(
    readonly endpoint: string,
    readonly reason: UnreachableReason,
    /** HTTP status, Node error code or field name. Never a part of the URL or of the answer. */
    readonly detail?: string,
  ) {
    super(`WeCom could not be asked for ${endpoint}: ${reason}${detail ? ` (${detail})` : ''}`);
  }
}

export type WeComApiError = WeComRefusal | WeComUnreachable;

/** Whether an error is about WeCom; any other is a fault of ours. */
export function isWeComApiError(error: unknown): error is WeComApiError {
  return error instanceof WeComRefusal || error instanceof WeComUnreachable;
}

/** Whether WeCom does not show this member or department: gone, or out of the range of the app. */
export function isOutOfSight(error: unknown): boolean {
  return error instanceof WeComRefusal && meaningOf(error.errcode).code === 'WECOM_NOT_VISIBLE';
}

/** Returns a {@link WeComUnreachable}, and throws every other error again. */
export function asUnreachable(error: unknown): WeComUnreachable {
  if (error instanceof WeComUnreachable) return error;
  throw error;
}
