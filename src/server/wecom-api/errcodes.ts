import type { WeComErrorCode } from '../../shared/constants';

/** What an errcode means for the person who signs in, and for the administrator. */
export interface ErrcodeMeaning {
  code: WeComErrorCode;
  /** What the administrator should do: an English sentence that is a locale key too. */
  advice: string;
}

const settings = (advice: string): ErrcodeMeaning => ({ code: 'WECOM_SETTINGS', advice });
const spent = (advice: string): ErrcodeMeaning => ({ code: 'WECOM_CODE_EXPIRED', advice });
const invisible = (advice: string): ErrcodeMeaning => ({ code: 'WECOM_NOT_VISIBLE', advice });
const busy = (advice: string): ErrcodeMeaning => ({ code: 'WECOM_UNAVAILABLE', advice });

const CODE_SPENT =
  'Nothing to do: the person starts again. If it happens often, look for proxies that repeat requests.';
const TICKET_SPENT = 'Nothing to do: the person starts again and confirms within half an hour.';
const ADD_TO_RANGE =
  'Add the member to the visible range of the app: WeCom console > App management > your app > Visible range.';
const RETRY_LATER = 'WeCom is busy. Nothing to do unless it lasts.';
const PLUGIN_FAULT =
  'WeCom did not understand a request from this plugin. Please report it with the errcode and the hint.';
const WRONG_TOKEN = 'WeCom rejected a fresh access token. Check that the Secret belongs to this app and was not reset.';
const WRONG_SECRET =
  'The Secret does not match the Company ID, was reset, or the app is disabled. Copy it again: WeCom console > App management > your app > Secret.';
const FOREIGN_SECRET =
  'The Secret is not valid; it may belong to another company. Copy it again: WeCom console > App management > your app > Secret.';
const WRONG_CORP = 'The Company ID is wrong. Copy it: WeCom console > My company > Company information > Company ID.';
const WRONG_AGENT = 'The AgentId is wrong. Copy it: WeCom console > App management > your app > AgentId.';
const APP_DISABLED = 'The app is disabled in WeCom. Enable it: WeCom console > App management > your app.';
const TRUSTED_IP =
  'WeCom does not accept calls from this server. Add its address to the trusted IPs: WeCom console > App management > your app > Company trusted IP. The console wants the trusted domain first. It takes about one minute.';
const API_RIGHTS =
  'The app may not use this interface. Use the Secret of a self-built app, not the one of contact sync, and check the rights of the app.';

/**
 * Codes that can meet a sign-in, by number.
 *
 * @see WeCom document 90313 (global error codes)
 */
const ERRCODES: Readonly<Record<number, ErrcodeMeaning>> = {
  [-1]: busy(RETRY_LATER),
  6000: busy(RETRY_LATER),
  40001: settings(WRONG_SECRET),
  40003: invisible('WeCom does not know this member any more. Check the member in the contacts of the WeCom console.'),
  40013: settings(WRONG_CORP),
  40014: settings(WRONG_TOKEN),
  40029: spent(CODE_SPENT),
  40056: settings(WRONG_AGENT),
  40058: settings(PLUGIN_FAULT),
  40063: settings(PLUGIN_FAULT),
  40066: settings(PLUGIN_FAULT),
  40068: settings(PLUGIN_FAULT),
  40073: settings(PLUGIN_FAULT),
  40078: spent(CODE_SPENT),
  40091: settings(FOREIGN_SECRET),
  40093: settings(PLUGIN_FAULT),
  41001: settings(PLUGIN_FAULT),
  41002: settings('No Company ID was sent. Fill it in, or check the variable that holds it.'),
  41004: settings('No Secret was sent. Fill it in, or check the variable that holds it.'),
  41008: spent(CODE_SPENT),
  41009: settings(PLUGIN_FAULT),
  41011: settings('No AgentId was sent. Fill it in, or check the variable that holds it.'),
  42001: settings(
    'WeCom says that a fresh access token has expired. Look for a gateway or cache between NocoBase and WeCom that hands out old answers.',
  ),
  42003: spent(CODE_SPENT),
  42022: spent(CODE_SPENT),
  43004: settings(PLUGIN_FAULT),
  45009: busy(
    'Too many calls, or a wrong Secret was tried too often: WeCom has blocked this server for up to an hour. Check the Secret, then wait or lift the block in the WeCom developer tools.',
  ),
  45029: busy(RETRY_LATER),
  45033: busy('Too many calls at once for this company. Other programs with the same Secret may be the cause.'),
  46004: invisible('WeCom does not know this member. Check the member in the contacts of the WeCom console.'),
  48002: settings(API_RIGHTS),
  48004: settings('The authorization of the app has ended. Enable the app again in the WeCom console.'),
  48005: settings('WeCom has switched off an interface that this plugin needs. Update the plugin.'),
  48006: settings(
    'WeCom has withdrawn the rights of this app because it was unused. Enable it again in the WeCom console.',
  ),
  48009: settings('The Secret belongs to contact sync. Use the Secret of a self-built app.'),
  50001: settings(
    'The code was issued for another app, or the trusted domain does not match the origin. Set it with the port: WeCom console > App management > your app > Web authorization and JS-SDK.',
  ),
  50002: invisible(ADD_TO_RANGE),
  50003: settings(APP_DISABLED),
  60003: invisible('A department of the member does not exist any more. Check the member in the WeCom console.'),
  60011: invisible(ADD_TO_RANGE),
  60020: settings(TRUSTED_IP),
  60021: invisible(ADD_TO_RANGE),
  60030: invisible(ADD_TO_RANGE),
  60031: settings('WeCom has forbidden this app to call interfaces. Look for a notice in the WeCom console.'),
  60111: invisible('The member does not exist or is not visible to the app. Check the contacts and the visible range.'),
  81013: settings(PLUGIN_FAULT),
  82001: settings(PLUGIN_FAULT),
  84014: spent(TICKET_SPENT),
  84015: spent(TICKET_SPENT),
  84090: settings(PLUGIN_FAULT),
  85004: settings('The trusted domain was changed too often this month. Wait until next month.'),
  85005: settings(
    'The trusted domain is not verified. Save the verification file in the settings, then verify the domain in the WeCom console.',
  ),
  301002: settings('AgentId and Secret belong to different apps. Copy both from the same app in the WeCom console.'),
  301007: settings('The company is closed or blocked in WeCom. Look for a notice in the WeCom console.'),
  301021: invisible('WeCom does not know this member. Check the member in the contacts of the WeCom console.'),
  301025: settings(PLUGIN_FAULT),
  301036: settings(PLUGIN_FAULT),
  301042: settings(
    'The company keeps a list of allowed IP addresses in WeCom, and this server is not on it. Add its address to that list.',
  ),
  2000002: settings(
    'The Company ID is not valid. Compare it letter by letter: WeCom console > My company > Company information > Company ID.',
  ),
};

const UNKNOWN = busy(
  'WeCom answered with an errcode that this plugin does not know. Look it up with the hint in the WeCom developer tools.',
);

/** Every errcode has a meaning; an unknown one refuses the sign-in too (S-33). */
export function meaningOf(errcode: number): ErrcodeMeaning {
  return Object.hasOwn(ERRCODES, errcode) ? ERRCODES[errcode]! : UNKNOWN;
}

/** The numbers that {@link meaningOf} knows; tests and docs list them. */
export const KNOWN_ERRCODES: readonly number[] = Object.keys(ERRCODES).map(Number);
