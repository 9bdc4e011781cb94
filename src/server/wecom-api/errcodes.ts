import type { WeComErrorCode, WeComReason } from '../../shared/constants';

/** All that one errcode means. Sentences are English and locale keys too. */
export interface Errcode {
  /** For the person who signs in. */
  code: WeComErrorCode;
  /** Why, where the code alone does not say it. */
  reason?: WeComReason;
  /** What the administrator should do: for the log of a refused sign-in, and for “Check settings”. */
  advice: string;
  /** “Check settings”: what the errcode says about the settings. Without it the number has to do. */
  finding?: string;
  /** “Check settings”: other advice. While settings are checked no member signs in: it is about the app then. */
  findingAdvice?: string;
  /** The address that WeCom saw is what has to be pasted into its console. */
  wantsAddress?: true;
  /** WeCom is busy, or gets too much at once: the same question may be answered a moment later. */
  passes?: true;
  /** WeCom does not accept the access token; a new one may help. */
  staleToken?: true;
  /** What to do where it is a message that meets it, if that is something else. */
  messageAdvice?: string;
  /** An answer of `gettoken` that stays the same for a while; `locked`: WeCom has blocked the IP of this server. */
  credentials?: 'wrong' | 'locked';
}

type More = Omit<Errcode, 'code' | 'advice'>;
const settings = (advice: string, more?: More): Errcode => ({ code: 'WECOM_SETTINGS', advice, ...more });
const spent = (advice: string): Errcode => ({ code: 'WECOM_CODE_EXPIRED', advice });
const invisible = (advice: string, more?: More): Errcode => ({ code: 'WECOM_NOT_VISIBLE', advice, ...more });
const busy = (advice: string, more?: More): Errcode => ({ code: 'WECOM_UNAVAILABLE', advice, ...more });
/** Only messages meet it. */
const inMessages = (messageAdvice: string): Errcode => ({ ...UNKNOWN, messageAdvice });

/** WeCom is busy and did nothing. */
export const BUSY = -1;
/** Nobody of those named can get the message: what `invaliduser` says when it is everybody. */
export const NOBODY_VALID = 81013;
/** The call names nobody. */
export const NO_RECEIVER = 82001;

const UNKNOWN: Errcode = {
  code: 'WECOM_UNAVAILABLE',
  reason: 'refused',
  advice:
    'WeCom answered with an errcode that this plugin does not know. Look it up with the hint in the WeCom developer tools.',
};

const CODE_SPENT =
  'Nothing to do: the person starts again. If it happens often, look for proxies that repeat requests.';
const TICKET_SPENT = 'Nothing to do: the person starts again and confirms within half an hour.';
const ADD_TO_RANGE =
  'Add the member to the visible range of the app: WeCom console > App management > your app > Visible range.';
const RETRY_LATER = 'WeCom is busy. Nothing to do unless it lasts.';
const PLUGIN_FAULT =
  'WeCom did not understand a request from this plugin. Please report it with the errcode and the hint.';

/**
 * The errcodes that can meet a sign-in, a check of the settings or a message, one row each.
 *
 * @see WeCom document 90313 (global error codes)
 */
const ERRCODES: Readonly<Record<number, Errcode>> = {
  [BUSY]: busy(RETRY_LATER, { finding: 'WeCom is busy (errcode {{errcode}}).', passes: true }),
  6000: busy(RETRY_LATER, { passes: true }),
  // From gettoken: wrong credentials. From any other endpoint: a token of a Secret that was reset since.
  40001: settings(
    'The Secret does not match the Company ID, was reset, or the app is disabled. Copy it again: WeCom console > App management > your app > Secret.',
    {
      finding: 'WeCom does not accept this Secret for this Company ID (errcode {{errcode}}).',
      staleToken: true,
      credentials: 'wrong',
    },
  ),
  40003: invisible('WeCom does not know this member any more. Check the member in the contacts of the WeCom console.'),
  40008: inMessages(
    'WeCom does not know this kind of message. Use WeCom’s current version of the API, or another kind.',
  ),
  40013: settings('The Company ID is wrong. Copy it: WeCom console > My company > Company information > Company ID.', {
    finding: 'WeCom does not know this Company ID (errcode {{errcode}}).',
    credentials: 'wrong',
  }),
  40014: settings('WeCom rejected a fresh access token. Check that the Secret belongs to this app and was not reset.', {
    finding: 'WeCom does not accept its own access token (errcode {{errcode}}).',
    staleToken: true,
  }),
  40029: spent(CODE_SPENT),
  40033: inMessages('The text has characters that WeCom does not take.'),
  40056: settings('The AgentId is wrong. Copy it: WeCom console > App management > your app > AgentId.', {
    finding: 'WeCom does not know this AgentId (errcode {{errcode}}).',
  }),
  40058: settings(PLUGIN_FAULT, {
    messageAdvice: 'WeCom does not take a part of the message: it is too long, or its link is not valid.',
  }),
  40063: settings(PLUGIN_FAULT),
  40066: settings(PLUGIN_FAULT),
  40068: settings(PLUGIN_FAULT),
  40073: settings(PLUGIN_FAULT),
  40078: spent(CODE_SPENT),
  40091: settings(
    'The Secret is not valid; it may belong to another company. Copy it again: WeCom console > App management > your app > Secret.',
    { finding: 'WeCom says that the Secret is invalid (errcode {{errcode}}).', credentials: 'wrong' },
  ),
  40093: settings(PLUGIN_FAULT),
  41001: settings(PLUGIN_FAULT),
  41002: settings('No Company ID was sent. Fill it in, or check the variable that holds it.', {
    finding: 'WeCom received no Company ID (errcode {{errcode}}).',
    credentials: 'wrong',
  }),
  41004: settings('No Secret was sent. Fill it in, or check the variable that holds it.', {
    finding: 'WeCom received no Secret (errcode {{errcode}}).',
    credentials: 'wrong',
  }),
  41008: spent(CODE_SPENT),
  41009: settings(PLUGIN_FAULT),
  41011: settings('No AgentId was sent. Fill it in, or check the variable that holds it.', {
    finding: 'WeCom received no AgentId (errcode {{errcode}}).',
  }),
  41016: inMessages('The card has no title.'),
  41033: inMessages('The card has no body.'),
  42001: settings(
    'WeCom says that a fresh access token has expired. Look for a gateway or cache between NocoBase and WeCom that hands out old answers.',
    { finding: 'WeCom says that its own access token has expired (errcode {{errcode}}).', staleToken: true },
  ),
  42003: spent(CODE_SPENT),
  42022: spent(CODE_SPENT),
  43012: inMessages('This kind of card wants an address for callbacks in the settings of the app in WeCom.'),
  43004: settings(PLUGIN_FAULT),
  44004: inMessages('The message has no text.'),
  45002: inMessages('The message is too long for WeCom.'),
  45008: inMessages('The message has too many parts for WeCom.'),
  45009: busy(
    'Too many calls, or a wrong Secret was tried too often: WeCom has blocked this server for up to an hour. Check the Secret, then wait or lift the block in the WeCom developer tools.',
    {
      finding: 'WeCom has blocked this server for a while (errcode {{errcode}}).',
      credentials: 'locked',
      messageAdvice:
        'The app has sent as much as WeCom allows it for now. Send less often or to fewer people, or try again in an hour.',
    },
  ),
  45029: busy(RETRY_LATER),
  45033: busy('Too many calls at once for this company. Other programs with the same Secret may be the cause.', {
    finding: 'WeCom gets too many calls for this company at once (errcode {{errcode}}).',
    passes: true,
  }),
  46004: invisible('WeCom does not know this member. Check the member in the contacts of the WeCom console.'),
  48002: settings(
    'The app may not use this interface. Use the Secret of a self-built app, not the one of contact sync, and check the rights of the app.',
    {
      finding: 'The app may not use this interface of WeCom (errcode {{errcode}}).',
      messageAdvice: 'The app may not send messages. Use the Secret of a self-built app, not the one of contact sync.',
    },
  ),
  48004: settings('The authorization of the app has ended. Enable the app again in the WeCom console.', {
    finding: 'The app is not authorized any more (errcode {{errcode}}).',
  }),
  48005: settings('WeCom has switched off an interface that this plugin needs. Update the plugin.', {
    finding: 'WeCom has switched off this interface (errcode {{errcode}}).',
  }),
  48006: settings(
    'WeCom has withdrawn the rights of this app because it was unused. Enable it again in the WeCom console.',
    { finding: 'WeCom has withdrawn the rights of the app (errcode {{errcode}}).' },
  ),
  48009: settings('The Secret belongs to contact sync. Use the Secret of a self-built app.', {
    finding: 'This is the Secret of contact sync (errcode {{errcode}}).',
  }),
  50001: settings(
    'The code was issued for another app, or the trusted domain does not match the origin. Set it with the port: WeCom console > App management > your app > Web authorization and JS-SDK.',
    { finding: 'The trusted domain of the app does not match (errcode {{errcode}}).' },
  ),
  50002: invisible(ADD_TO_RANGE, {
    finding: 'A member is outside the visible range of the app (errcode {{errcode}}).',
    findingAdvice: 'Check the visible range of the app: WeCom console > App management > your app > Visible range.',
  }),
  50003: settings('The app is disabled in WeCom. Enable it: WeCom console > App management > your app.', {
    finding: 'The app is switched off in WeCom (errcode {{errcode}}).',
  }),
  60003: invisible('A department of the member does not exist any more. Check the member in the WeCom console.'),
  60011: invisible(ADD_TO_RANGE, {
    finding: 'This Secret has no access to the app (errcode {{errcode}}).',
    findingAdvice:
      'Copy AgentId and Secret from the same app in the WeCom console, and check that its visible range is not empty.',
  }),
  60020: settings(
    'WeCom does not accept calls from this server. Add its address to the trusted IPs: WeCom console > App management > your app > Company trusted IP. The console wants the trusted domain first. It takes about one minute.',
    {
      finding: 'WeCom does not accept calls from the address of this server (errcode {{errcode}}).',
      wantsAddress: true,
    },
  ),
  60021: invisible(ADD_TO_RANGE),
  60030: invisible(ADD_TO_RANGE),
  60031: settings('WeCom has forbidden this app to call interfaces. Look for a notice in the WeCom console.', {
    finding: 'WeCom has forbidden the app to call interfaces (errcode {{errcode}}).',
  }),
  60111: invisible('The member does not exist or is not visible to the app. Check the contacts and the visible range.'),
  60123: invisible('A department of the member does not exist any more. Check the member in the WeCom console.'),
  [NOBODY_VALID]: settings(PLUGIN_FAULT, {
    messageAdvice: 'None of them can get it: they have left, or are outside the visible range of the app.',
  }),
  [NO_RECEIVER]: settings(PLUGIN_FAULT, { messageAdvice: 'The message names nobody.' }),
  82002: inMessages('The message names too many departments.'),
  82003: inMessages('The message names too many tags.'),
  82004: inMessages('WeCom refuses the text because it could make its clients crash.'),
  84014: spent(TICKET_SPENT),
  84015: spent(TICKET_SPENT),
  84090: settings(PLUGIN_FAULT),
  85004: settings('The trusted domain was changed too often this month. Wait until next month.', {
    finding: 'The trusted domain was changed too often (errcode {{errcode}}).',
  }),
  85005: settings(
    'The trusted domain is not verified. Save the verification file in the settings, then verify the domain in the WeCom console.',
    { finding: 'The trusted domain is not verified (errcode {{errcode}}).' },
  ),
  301002: settings('AgentId and Secret belong to different apps. Copy both from the same app in the WeCom console.', {
    finding: 'AgentId and Secret do not belong to the same app (errcode {{errcode}}).',
  }),
  301007: settings('The company is closed or blocked in WeCom. Look for a notice in the WeCom console.', {
    finding: 'The company is closed or blocked in WeCom (errcode {{errcode}}).',
  }),
  301021: invisible('WeCom does not know this member. Check the member in the contacts of the WeCom console.'),
  301025: settings(PLUGIN_FAULT),
  301036: settings(PLUGIN_FAULT),
  301042: settings(
    'The company keeps a list of allowed IP addresses in WeCom, and this server is not on it. Add its address to that list.',
    {
      finding: 'The address of this server is not on the IP list of the company (errcode {{errcode}}).',
      wantsAddress: true,
    },
  ),
  2000002: settings(
    'The Company ID is not valid. Compare it letter by letter: WeCom console > My company > Company information > Company ID.',
    { finding: 'WeCom says that the Company ID is invalid (errcode {{errcode}}).' },
  ),
};

/** Every errcode has a meaning; an unknown one refuses the sign-in too (S-33). */
export function meaningOf(errcode: number): Errcode {
  return Object.hasOwn(ERRCODES, errcode) ? ERRCODES[errcode]! : UNKNOWN;
}

/** What an errcode of `message/send` means, in a sentence that is a locale key; an unknown one has a sentence, too. */
export function messageAdvice(errcode: number): string {
  const { messageAdvice: own, advice } = meaningOf(errcode);
  return own ?? advice;
}

/** The numbers that {@link meaningOf} knows; tests and docs list them. */
export const KNOWN_ERRCODES: readonly number[] = Object.keys(ERRCODES).map(Number);
