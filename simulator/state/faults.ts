import { ConfigError } from '../complete';

/** A trouble to make on purpose. Exactly one kind of trouble, optionally after a delay. */
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
  /** An HTTP status with a short page, as from a proxy on the way; with `json` the status of that answer. */
  status?: number;
  /** Any JSON instead of the normal answer. */
  json?: unknown;
  /** Merged over the normal JSON answer. */
  merge?: Record<string, unknown>;
  /** HTTP 200 with this page where JSON is expected; `true` for a sample page. */
  html?: string | true;
  /** HTTP 200 with JSON that stops in the middle. */
  halfJson?: true;
  /** HTTP 200 with a JSON text of so many bytes. */
  bytes?: number;
  /** Never answer, keep the connection. */
  hang?: true;
  /** Destroy the connection. */
  reset?: true;
  /** 302 to this address. */
  redirect?: string;
}

const KNOWN_KEYS = [
  ...['match', 'times', 'probability', 'delayMs', 'errcode', 'errmsg', 'status', 'json', 'merge'],
  ...['html', 'halfJson', 'bytes', 'hang', 'reset', 'redirect'],
];

interface ArmedFault extends Fault {
  left: number;
  pattern: RegExp;
}

export class Faults {
  private armed: ArmedFault[] = [];

  /** @throws ConfigError for a misspelt fault, SyntaxError when `match` is no regular expression */
  add(fault: Fault): void {
    if (typeof fault?.match !== 'string' || fault.match === '') throw new ConfigError('a fault needs "match"');
    const unknown = Object.keys(fault).find((key) => !KNOWN_KEYS.includes(key));
    if (unknown) throw new ConfigError(`a fault has no "${unknown}". Known: ${KNOWN_KEYS.join(', ')}.`);
    this.armed.push({ ...fault, left: fault.times ?? Number.POSITIVE_INFINITY, pattern: new RegExp(fault.match) });
  }

  /** The first fault that applies to this request, counted as used. */
  take(endpoint: string, url: string): Fault | undefined {
    if (this.armed.length === 0) return undefined;
    const fault = this.armed.find(
      ({ match, pattern, left, probability = 1 }) =>
        left > 0 &&
        (match === endpoint || (!isEndpointName(match) && pattern.test(url))) &&
        Math.random() < probability,
    );
    if (fault) fault.left -= 1;
    return fault;
  }

  list(): Array<Fault & { left: number | null }> {
    return this.armed.map(({ pattern: _, left, ...fault }) => ({
      ...fault,
      left: Number.isFinite(left) ? left : null,
    }));
  }

  clear(): void {
    this.armed = [];
  }
}

/** `user/get` names one endpoint; read as a pattern it would hit `user/getuserinfo` as well. */
const isEndpointName = (match: string): boolean => /^[a-z0-9_]+(\/[a-z0-9_]+)*$/.test(match);
