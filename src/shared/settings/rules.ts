import { isSignInPage } from '../pages';
import { plainPath } from '../plain-path';
import { VERIFY_FILE } from '../verification-file';
import { parseBaseUrl, parseOrigin, parseProxyUrl } from './addresses';
import type { Read, ReadContext } from './option';

/** What the values of the options have to look like, each with the sentence (a locale key) for one that does not. */

/** Tencent's own ids are `ww` and 16 letters or digits; private deployments have others. */
export const readCorpId = matching(
  /^[\w-]{4,64}$/,
  'A Company ID has only letters and digits and usually starts with “ww”.',
);

export const readAgentId = matching(/^\d{1,15}$/, 'An AgentId has only digits, such as 1000002.');

/** What is wrong with a mask that somebody has typed into. No secret of WeCom has an asterisk. */
export const HALF_A_MASK = 'Please clear the field first, then enter the whole Secret.';

/** Any text that WeCom hands out; `*` is reserved for the mask. */
export const readSecret: Read = (text) => {
  if (text.includes('*')) return { problem: HALF_A_MASK };
  return /^\S{1,512}$/.test(text) ? { value: text } : { problem: 'A Secret has no spaces.' };
};

/** The sentence for a name that cannot be one of WeCom's verification files. */
export const NOT_A_VERIFY_FILE = 'Please enter the name of the file exactly, such as WW_verify_a1B2c3D4e5F6g7H8.txt.';
export const readVerifyFile = matching(VERIFY_FILE, NOT_A_VERIFY_FILE);

export const NOT_AN_ORIGIN = 'Please enter an address such as https://example.com, without a path.';
export const readOrigin = parsed(parseOrigin, NOT_AN_ORIGIN);

export const readBaseUrl = parsed(
  (text, { allowHttp }) => parseBaseUrl(text, allowHttp),
  'Please enter an https address without user name, query and fragment.',
);

export const readProxyUrl = parsed(
  parseProxyUrl,
  'Please enter a proxy address such as http://proxy.example.com:3128.',
);

/** The sentence for a path that no browser may be sent to. */
export const NOT_A_PATH = 'Please enter a path that starts with one slash, such as /admin.';

/** A page to land on. The server judges it again, by what it knows of this installation. */
export const readPage: Read = (text) => {
  const path = plainPath(text)?.split(/[?#]/, 1)[0];
  if (path === undefined) return { problem: NOT_A_PATH };
  return isSignInPage(path)
    ? { problem: 'Please enter another page: this one asks people to sign in again.' }
    : { value: text };
};

function matching(pattern: RegExp, problem: string): Read {
  return (text) => (pattern.test(text) ? { value: text } : { problem });
}

function parsed(parse: (text: string, context: ReadContext) => string | undefined, problem: string): Read {
  return (text, context) => {
    const value = parse(text, context);
    return value === undefined ? { problem } : { value };
  };
}
