import { VERIFY_FILE } from '../../settings-rules';

/** How long the configured names are believed, in ms: an administrator saves the name and lets WeCom ask at once. */
const FRESH_MS = 200;

export interface FileAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** @returns what WeCom wants to find in the file: the part of its name between prefix and `.txt`. */
export function verificationContent(name: string): string | undefined {
  return VERIFY_FILE.exec(name)?.[1];
}

/** Whether a request can be for a verification file at all; nothing is looked up for the others. */
export function verificationName(url: string): string | undefined {
  const [path = ''] = url.split('?', 1);
  const name = path.slice(1);
  return path.startsWith('/') && VERIFY_FILE.test(name) ? name : undefined;
}

/**
 * Answers `/WW_verify_….txt` at the root of the origin, where WeCom looks for it. Only for the very names that an
 * administrator entered: whoever could have another name answered could claim this domain for an app of their own (S-37).
 *
 * @param url - path and query as requested
 * @param configured - names in the settings of the enabled authenticators
 * @see WeCom help 21316: content only, no line break, no redirect
 */
export function answerVerificationFile(url: string, configured: Iterable<string>): FileAnswer | undefined {
  const name = verificationName(url);
  if (name === undefined || ![...configured].includes(name)) return undefined;
  const body = verificationContent(name) ?? '';
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
    body,
  };
}

/** The configured names, read at most five times a second however many requests ask for such files (S-38). */
export class VerificationNames {
  private known: Promise<string[]> = Promise.resolve([]);
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly read: () => Promise<string[]>,
    private readonly now: () => number = Date.now,
  ) {}

  get(): Promise<string[]> {
    if (this.now() - this.readAt >= FRESH_MS) {
      this.readAt = this.now();
      this.known = this.read();
    }
    return this.known;
  }
}
