import { anObject, anything, either, matching, numberBetween, oneOf, text, wholeNumber } from '../validation/checks';
import { type Checks, ConfigError, fieldsOf, requireFields } from '../validation/fields';

/** A trouble to make on purpose: exactly one kind of it, after a delay if wanted, or the delay alone. */
export interface Fault {
  /** Endpoint name such as `auth/getuserinfo`, or a regular expression for the path with query. */
  match: string;
  /** How often; for ever when left out. */
  times?: number;
  /** 0 to 1: how likely each matching request is hit; 1 when left out. For noise. */
  probability?: number;
  /** Wait so long; alone, the normal answer follows. */
  delayMs?: number;
  /** An error answer of the API; errmsg has its usual text when left out. */
  errcode?: number;
  errmsg?: string;
  /** An HTTP status with a short page, as from a proxy on the way; with `json` or `html` the status of that answer. */
  status?: number;
  /** Any JSON instead of the normal answer. */
  json?: unknown;
  /** Merged over the normal JSON answer. */
  merge?: Record<string, unknown>;
  /** HTTP 200 with this page where JSON is expected; `true` for a sample page. */
  html?: string | true;
  /** HTTP 200 with JSON that stops in the middle. */
  halfJson?: true;
  /** HTTP 200 with a JSON text of so many bytes, 64 or more. */
  bytes?: number;
  /** Never answer, keep the connection. */
  hang?: true;
  /** Destroy the connection. */
  reset?: true;
  /** 302 to this address. */
  redirect?: string;
}

const isPattern = (value: unknown): boolean => {
  try {
    return typeof value === 'string' && value !== '' && new RegExp(value) !== undefined;
  } catch {
    return false;
  }
};

const present = oneOf(true);
const ONE_HOUR_MS = 3_600_000;

const CHECKS: Checks<Fault> = {
  match: { wants: 'an endpoint name or a regular expression', accepts: isPattern },
  times: wholeNumber(1),
  probability: numberBetween(0, 1),
  delayMs: numberBetween(0, ONE_HOUR_MS),
  errcode: wholeNumber(-1),
  errmsg: text,
  status: wholeNumber(200, 599),
  json: anything,
  merge: anObject,
  html: either(present, text),
  halfJson: present,
  bytes: wholeNumber(64, 100_000_000),
  hang: present,
  reset: present,
  redirect: matching(/^[\x21-\x7e]+$/, 'an address in ASCII characters'),
};

const KINDS = [
  'errcode',
  'status',
  'json',
  'merge',
  'html',
  'halfJson',
  'bytes',
  'hang',
  'reset',
  'redirect',
] as const satisfies Array<keyof Fault>;

function kindsOf(fault: Partial<Fault>): string[] {
  const given = KINDS.filter((kind) => fault[kind] !== undefined);
  const isStatusOfAnother = fault.json !== undefined || fault.html !== undefined;
  return given.filter((kind) => kind !== 'status' || !isStatusOfAnother);
}

/** @throws ConfigError for a fault that is misspelt, of no kind or of several */
export function checkFault(given: unknown): Fault {
  const fault = fieldsOf('fault', given, CHECKS);
  requireFields('fault', fault, 'match');
  const kinds = kindsOf(fault);
  if (kinds.length > 1) throw new ConfigError(`fault: ${kinds.join(' and ')} exclude each other.`);
  if (kinds.length === 0 && fault.delayMs === undefined) {
    throw new ConfigError(`fault: one of ${KINDS.join(', ')} or delayMs is needed.`);
  }
  if (fault.errmsg !== undefined && fault.errcode === undefined) {
    throw new ConfigError('fault: errmsg belongs to an errcode.');
  }
  return fault;
}
