import { z } from 'zod';
import { check, filledText, text } from '../config/check';

const ONE_HOUR_MS = 3_600_000;

function isPattern(value: string): boolean {
  try {
    return value !== '' && new RegExp(value) !== undefined;
  } catch {
    return false;
  }
}

const KINDS = [
  'errcode',
  'status',
  'json',
  'merge',
  'warning',
  'html',
  'halfJson',
  'bytes',
  'hang',
  'reset',
  'redirect',
] as const;

/** A trouble to make on purpose: exactly one kind of it, after a delay if wanted, or the delay alone. */
const faultSchema = z
  .strictObject({
    /** Endpoint name such as `auth/getuserinfo`, or a regular expression for the path with query. */
    match: text.refine(isPattern, 'an endpoint name or a regular expression is wanted'),
    /** How often; for ever when left out. */
    times: z.int().min(1).optional(),
    /** 0 to 1: how likely each matching request is hit; 1 when left out. For noise. */
    probability: z.number().min(0).max(1).optional(),
    /** Wait so long; alone, the normal answer follows. */
    delayMs: z.number().min(0).max(ONE_HOUR_MS).optional(),
    /** An error answer of the API; errmsg has its usual text when left out. */
    errcode: z.int().min(-1).optional(),
    errmsg: text.optional(),
    /** An HTTP status with a short page, as from a proxy on the way; with `json` or `html` the status of that answer. */
    status: z.int().min(200).max(599).optional(),
    /** Any JSON instead of the normal answer. */
    json: z.unknown().optional(),
    /** Merged over the normal JSON answer. */
    merge: z.record(z.string(), z.unknown()).optional(),
    /** The normal answer, with `ok. WARNING: <this>` as errmsg. */
    warning: filledText.optional(),
    /** HTTP 200 with this page where JSON is expected; `true` for a sample page. */
    html: z.union([z.literal(true), text], 'true or a text is wanted').optional(),
    /** HTTP 200 with JSON that stops in the middle. */
    halfJson: z.literal(true).optional(),
    /** HTTP 200 with a JSON text of so many bytes. */
    bytes: z.int().min(64).max(100_000_000).optional(),
    /** Never answer, keep the connection. */
    hang: z.literal(true).optional(),
    /** Destroy the connection. */
    reset: z.literal(true).optional(),
    /** 302 to this address. */
    redirect: text.regex(/^[\x21-\x7e]+$/, 'an address in ASCII characters is wanted').optional(),
  })
  .superRefine((fault, { addIssue }) => {
    const isStatusOfAnother = fault.json !== undefined || fault.html !== undefined;
    const kinds = KINDS.filter((kind) => fault[kind] !== undefined && !(kind === 'status' && isStatusOfAnother));
    if (kinds.length > 1) addIssue(`${kinds.join(' and ')} exclude each other`);
    if (kinds.length === 0 && fault.delayMs === undefined) addIssue(`one of ${KINDS.join(', ')} or delayMs is needed`);
    if (fault.errmsg !== undefined && fault.errcode === undefined) addIssue('errmsg belongs to an errcode');
  });

export type Fault = z.output<typeof faultSchema>;

/** @throws ConfigError for a fault that is misspelt, of no kind or of several */
export const checkFault = (fault: unknown): Fault => check(faultSchema, 'fault', fault);
