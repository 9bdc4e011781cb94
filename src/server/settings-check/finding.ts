/** One line of the answer of `wecom:checkSettings`, before it is translated. */
export interface Finding {
  check: CheckId | DirectoryCheckId;
  status: 'ok' | 'warning' | 'failed';
  message: Sentence;
  /** What to do; one sentence or several. */
  hint?: Sentence | Sentence[];
  data?: FindingData;
}

/** For programs and for the copy button. Never a secret, token or code (S-31). */
interface FindingData {
  /** The exact value to paste into WeCom's console or a web server's configuration. */
  copy?: string;
  /** How long an answer took, in ms. */
  ms?: number;
  /** Settings that are missing or cannot be used, by option path. */
  fields?: string[];
  errcode?: number;
  /** The 25 digits that WeCom's error look-up tool wants. */
  wecomHint?: string;
  /** Why something could not be reached, and the HTTP status or Node's error code. */
  reason?: string;
  detail?: string;
  /** How far this server's clock is ahead of WeCom's, in s. */
  seconds?: number;
}

export type CheckId =
  | 'required-fields'
  | 'credentials'
  | 'app-enabled'
  | 'visible-range'
  | 'messages'
  | 'trusted-domain'
  | 'api-reachable'
  | 'proxy'
  | 'oauth-page'
  | 'login-page'
  | 'origin'
  | 'origin-https'
  | 'origin-browser'
  | 'forwarded-proto'
  | 'verify-file'
  | 'default-role'
  | 'auto-login'
  | 'clock'
  | 'redirect';

/** The checks of a source of the directory besides. */
type DirectoryCheckId = 'directory-departments' | 'directory-only' | 'directory-plugin' | 'directory-contact-secret';

/** An English sentence that is a locale key, and what to put into it. */
export interface Sentence {
  key: string;
  values: Record<string, string | number | Sentence>;
}

/** @param values - what to put into the sentence; a sentence among them is translated first */
export function say(key: string, values: Sentence['values'] = {}): Sentence {
  return { key, values };
}

type More = Pick<Finding, 'hint' | 'data'>;

/** What a check can find, by how bad it is: each makes a finding out of its sentence, and what to do. */
export function findingsOf(check: Finding['check']) {
  const as =
    (status: Finding['status']) =>
    (message: Sentence, more: More = {}): Finding => ({ check, status, message, ...more });
  return { ok: as('ok'), warning: as('warning'), failed: as('failed') };
}

/** What the browser gets. */
export interface ShownFinding {
  check: CheckId | DirectoryCheckId;
  status: Finding['status'];
  message: string;
  hint: string;
  data: FindingData;
}

type Translate = (key: string, values: Record<string, unknown>) => string;

/** @param t - translates a sentence of this plugin into the language of the request */
export function showFinding({ check, status, message, hint = [], data = {} }: Finding, t: Translate): ShownFinding {
  const translate = ({ key, values }: Sentence): string =>
    t(
      key,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? translate(value) : value]),
      ),
    );
  return { check, status, message: translate(message), hint: [hint].flat().map(translate).join(' '), data };
}
