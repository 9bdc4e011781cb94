import { VERIFY_FILE, verificationContent } from '../../../shared/verification-file';

export interface FileAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
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
