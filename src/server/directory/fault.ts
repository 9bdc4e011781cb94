import { SignInError } from '../errors';
import { meaningOf } from '../wecom-api/errcodes';
import { WeComRefusal, WeComUnreachable } from '../wecom-api/errors';

/** Why a run has failed, for programs. */
export type Problem =
  | 'settings'
  | 'unreachable'
  | 'refused'
  | 'busy'
  | 'empty'
  | 'closed'
  | 'guard'
  | 'died'
  | 'failed';

/** The sentence (a locale key) for each. */
export const PROBLEMS: Readonly<Record<Problem, string>> = {
  settings: 'The settings of the source or of its authenticator are not complete.',
  unreachable: 'WeCom could not be reached, or answered what nobody can read. Nothing was changed.',
  refused: 'WeCom refused to answer (errcode {{errcode}}). {{advice}}',
  busy: 'WeCom gets too many calls (errcode {{errcode}}). Please try again in an hour.',
  empty: 'WeCom answered no members at all. Nothing was changed; check the visible range of the app.',
  closed: 'The app is disabled in WeCom. Nothing was changed.',
  guard:
    'WeCom does not show {{leaving}} of {{links}} linked members any more. Nothing was changed: if that is right, confirm it on the page “WeCom”.',
  died: 'The server was stopped in the middle. The next synchronisation puts everything right.',
  failed: 'Something went wrong here; the log of the server has more. The next synchronisation puts everything right.',
};

/** A run stops, for a reason that an administrator reads. */
export class DirectoryFault extends Error {
  override readonly name = 'DirectoryFault';

  constructor(
    readonly problem: Problem,
    /** What the sentence has in it. No name of a person, no secret. */
    readonly values: Record<string, string | number> = {},
    cause?: unknown,
  ) {
    super(`The directory could not be synchronised: ${problem}`, { cause });
  }
}

/** Turns any error into a fault; only one that nobody has foreseen is `failed`. */
export function toFault(error: unknown): DirectoryFault {
  if (error instanceof DirectoryFault) return error;
  if (error instanceof WeComUnreachable) return new DirectoryFault('unreachable', {}, error);
  if (error instanceof WeComRefusal) {
    const { errcode } = error;
    const { advice, credentials } = meaningOf(errcode);
    if (credentials === 'locked') return new DirectoryFault('busy', { errcode }, error);
    return new DirectoryFault('refused', { errcode, advice }, error);
  }
  if (error instanceof SignInError && error.code === 'WECOM_SETTINGS') return new DirectoryFault('settings', {}, error);
  return new DirectoryFault('failed', {}, error);
}
