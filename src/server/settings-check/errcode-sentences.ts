import { meaningOf } from '../wecom-api/errcodes';
import type { WeComRefusal } from '../wecom-api/errors';
import { type Finding, type Sentence, say } from './finding';

/**
 * What an errcode says about the settings, in a sentence of its own. The advice comes from the list that the log of a
 * refused sign-in uses too.
 *
 * @see WeCom document 90313 (global error codes)
 */
const SENTENCES: Readonly<Record<number, string>> = {
  [-1]: 'WeCom is busy (errcode {{errcode}}).',
  40001: 'WeCom does not accept this Secret for this Company ID (errcode {{errcode}}).',
  40013: 'WeCom does not know this Company ID (errcode {{errcode}}).',
  40014: 'WeCom does not accept its own access token (errcode {{errcode}}).',
  40056: 'WeCom does not know this AgentId (errcode {{errcode}}).',
  40091: 'WeCom says that the Secret is invalid (errcode {{errcode}}).',
  41002: 'WeCom received no Company ID (errcode {{errcode}}).',
  41004: 'WeCom received no Secret (errcode {{errcode}}).',
  41011: 'WeCom received no AgentId (errcode {{errcode}}).',
  42001: 'WeCom says that its own access token has expired (errcode {{errcode}}).',
  45009: 'WeCom has blocked this server for a while (errcode {{errcode}}).',
  45033: 'WeCom gets too many calls for this company at once (errcode {{errcode}}).',
  48002: 'The app may not use this interface of WeCom (errcode {{errcode}}).',
  48004: 'The app is not authorized any more (errcode {{errcode}}).',
  48005: 'WeCom has switched off this interface (errcode {{errcode}}).',
  48006: 'WeCom has withdrawn the rights of the app (errcode {{errcode}}).',
  48009: 'This is the Secret of contact sync (errcode {{errcode}}).',
  50001: 'The trusted domain of the app does not match (errcode {{errcode}}).',
  50002: 'A member is outside the visible range of the app (errcode {{errcode}}).',
  50003: 'The app is switched off in WeCom (errcode {{errcode}}).',
  60011: 'This Secret has no access to the app (errcode {{errcode}}).',
  60020: 'WeCom does not accept calls from the address of this server (errcode {{errcode}}).',
  60031: 'WeCom has forbidden the app to call interfaces (errcode {{errcode}}).',
  85004: 'The trusted domain was changed too often (errcode {{errcode}}).',
  85005: 'The trusted domain is not verified (errcode {{errcode}}).',
  301002: 'AgentId and Secret do not belong to the same app (errcode {{errcode}}).',
  301007: 'The company is closed or blocked in WeCom (errcode {{errcode}}).',
  301042: 'The address of this server is not on the IP list of the company (errcode {{errcode}}).',
  2000002: 'WeCom says that the Company ID is invalid (errcode {{errcode}}).',
};

/** While settings are checked no member signs in: what usually is about a member is about the app then. */
const HINTS: Readonly<Record<number, string>> = {
  50002: 'Check the visible range of the app: WeCom console > App management > your app > Visible range.',
  60011:
    'Copy AgentId and Secret from the same app in the WeCom console, and check that its visible range is not empty.',
};

/** The addresses that WeCom tells only help with these codes: they are the value to paste. */
const WANTS_ADDRESS = new Set([60020, 301042]);

/** What a refusal tells about the settings: sentence, what to do, and the value to paste if there is one. */
export function explainRefusal({ errcode, hint, fromIp }: WeComRefusal): Pick<Finding, 'message' | 'hint' | 'data'> {
  const known = SENTENCES[errcode];
  const address = WANTS_ADDRESS.has(errcode) ? fromIp : undefined;
  return {
    message: say(known ?? 'WeCom refuses the settings (errcode {{errcode}}).', { errcode }),
    hint: adviceFor(errcode),
    data: {
      errcode,
      ...(hint && { wecomHint: hint }),
      ...(address ? { copy: address } : !known && hint && { copy: hint }),
    },
  };
}

function adviceFor(errcode: number): Sentence {
  return say(HINTS[errcode] ?? meaningOf(errcode).advice);
}

/** For tests and for the documentation. */
export const EXPLAINED_ERRCODES: readonly number[] = Object.keys(SENTENCES).map(Number);
