import { HALF_A_MASK, SECRET_MASK } from './constants';
import { isSignInPage } from './pages';
import { plainPath } from './plain-path';
import { AGENT_ID, CORP_ID, parseBaseUrl, parseOrigin, parseProxyUrl, SECRET } from './settings-rules';
import { VERIFY_FILE } from './verification-file';

/** Returns what is wrong with a value, as a locale key, or undefined. Empty values are the business of `required`. */
export type Check = (value: string, options?: { allowHttp?: boolean }) => string | undefined;

export const NOT_A_BASE_URL = 'Please enter an https address without user name, query and fragment.';
export const NOT_AN_ORIGIN = 'Please enter an address such as https://example.com, without a path.';
export const NOT_A_PROXY = 'Please enter a proxy address such as http://proxy.example.com:3128.';
const NOT_A_PATH = 'Please enter a path that starts with one slash, such as /admin.';

const matches =
  (pattern: RegExp, message: string): Check =>
  (value) =>
    pattern.test(value) ? undefined : message;

export const checkCorpId = matches(CORP_ID, 'A Company ID has only letters and digits and usually starts with “ww”.');

export const checkAgentId = matches(AGENT_ID, 'An AgentId has only digits, such as 1000002.');

export const checkSecret: Check = (value) => {
  if (value === SECRET_MASK) return undefined;
  if (value.includes('*')) return HALF_A_MASK;
  return SECRET.test(value) ? undefined : 'A Secret has no spaces.';
};

export const checkVerifyFile = matches(
  VERIFY_FILE,
  'Please enter the name of the file exactly, such as WW_verify_a1B2c3D4e5F6g7H8.txt.',
);

export const checkOrigin: Check = (value) => (parseOrigin(value) ? undefined : NOT_AN_ORIGIN);

export const checkBaseUrl: Check = (value, { allowHttp } = {}) =>
  parseBaseUrl(value, allowHttp) ? undefined : NOT_A_BASE_URL;

export const checkProxyUrl: Check = (value) => (parseProxyUrl(value) ? undefined : NOT_A_PROXY);

export const checkPath: Check = (value) => {
  const path = plainPath(value)?.split(/[?#]/, 1)[0];
  if (path === undefined) return NOT_A_PATH;
  return isSignInPage(path) ? 'Please enter another page: this one asks people to sign in again.' : undefined;
};

/** The mask of a saved one is right. */
const matchesOrMask =
  (pattern: RegExp, message: string): Check =>
  (value) =>
    value === SECRET_MASK || pattern.test(value) ? undefined : message;

export const checkEventToken = matchesOrMask(/^[A-Za-z0-9]{1,32}$/, 'A Token has 1 to 32 letters and digits.');

export const checkAesKey = matchesOrMask(/^[A-Za-z0-9]{43}$/, 'An EncodingAESKey has exactly 43 letters and digits.');

export const checkSchedule = matches(
  /^[\d*,/?LW#A-Za-z-]+(\s+[\d*,/?LW#A-Za-z-]+){4,5}$/,
  'Please enter a cron expression of five parts, such as 0 3 * * *.',
);
