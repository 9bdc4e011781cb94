import { HALF_A_MASK, SECRET_MASK } from '../../constants';

/** Returns what is wrong with a value, as a locale key, or undefined. Empty values are the business of `required`. */
export type Check = (value: string, options?: { allowHttp?: boolean }) => string | undefined;

const NOT_A_BASE_URL = 'Please enter an https address without user name, query and fragment.';
const NOT_AN_ORIGIN = 'Please enter an address such as https://example.com, without a path.';
const NOT_A_PATH = 'Please enter a path that starts with one slash, such as /admin.';

/** A value with a variable in it, such as `{{ $env.WECOM_SECRET }}`; only the server knows what it stands for. */
export function hasVariable(value: unknown): boolean {
  return typeof value === 'string' && /\{\{[^{}]+\}\}/.test(value);
}

const matches =
  (pattern: RegExp, message: string): Check =>
  (value) =>
    pattern.test(value) ? undefined : message;

/** Tencent's own ids are `ww` and 16 letters or digits; private deployments have others. */
export const checkCorpId = matches(
  /^[A-Za-z][\w-]{3,63}$/,
  'A Company ID has only letters and digits and usually starts with “ww”.',
);

export const checkAgentId = matches(/^\d{1,15}$/, 'An AgentId has only digits, such as 1000002.');

export const checkSecret: Check = (value) => {
  if (value === SECRET_MASK) return undefined;
  if (value.includes('*')) return HALF_A_MASK;
  return /^\S{8,512}$/.test(value) ? undefined : 'A Secret has at least eight characters and no spaces.';
};

export const checkVerifyFile = matches(
  /^WW_verify_[A-Za-z0-9]{8,64}\.txt$/,
  'Please enter the name of the file exactly, such as WW_verify_a1B2c3D4e5F6g7H8.txt.',
);

function parse(value: string): URL | undefined {
  // The URL parser repairs spaces and backslashes; what is stored should not need repair.
  if (!/^https?:\/\/[^\s\\]+$/i.test(value)) return undefined;
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}

const hasExtras = (url: URL) => Boolean(url.username || url.password || url.search || url.hash);
const isLoopback = (host: string) => /^(?:localhost|\[::1\]|127(?:\.\d+){3})$/.test(host);

/** `https://example.com:8443`, or undefined when the text is anything else than scheme, host and port. */
export function parseOrigin(value: unknown): string | undefined {
  const url = typeof value === 'string' ? parse(value.trim()) : undefined;
  return url && url.pathname === '/' && !hasExtras(url) ? url.origin : undefined;
}

export const checkOrigin: Check = (value) => (parseOrigin(value) ? undefined : NOT_AN_ORIGIN);

export const checkBaseUrl: Check = (value, { allowHttp } = {}) => {
  const url = parse(value);
  if (!url || hasExtras(url)) return NOT_A_BASE_URL;
  return url.protocol === 'https:' || allowHttp || isLoopback(url.hostname) ? undefined : NOT_A_BASE_URL;
};

export const checkProxyUrl: Check = (value) => {
  const url = parse(value);
  return url && url.pathname === '/' && !url.search && !url.hash
    ? undefined
    : 'Please enter a proxy address such as http://proxy.example.com:3128.';
};

export const checkPath: Check = (value) =>
  value.length <= 2048 && /^\/(?![/\\])(?!%2f|%5c)[^\\\s]*$/i.test(value) ? undefined : NOT_A_PATH;
