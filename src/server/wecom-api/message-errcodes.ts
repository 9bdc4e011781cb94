import { meaningOf } from './errcodes';

/** Nobody of those named can get the message: what `invaliduser` says when it is everybody. */
export const NOBODY_VALID = 81013;
/** The call names nobody. */
export const NO_RECEIVER = 82001;
/** WeCom is busy and did nothing. */
export const BUSY = -1;

/** In these a message meets an errcode differently from a sign-in, or only messages meet it. Sentences are locale keys. */
const ADVICE: Readonly<Record<number, string>> = {
  [NOBODY_VALID]: 'None of them can get it: they have left, or are outside the visible range of the app.',
  [NO_RECEIVER]: 'The message names nobody.',
  40008: 'WeCom does not know this kind of message. Use WeCom’s current version of the API, or another kind.',
  40033: 'The text has characters that WeCom does not take.',
  40058: 'WeCom does not take a part of the message: it is too long, or its link is not valid.',
  41016: 'The card has no title.',
  41033: 'The card has no body.',
  43012: 'This kind of card wants an address for callbacks in the settings of the app in WeCom.',
  44004: 'The message has no text.',
  45002: 'The message is too long for WeCom.',
  45008: 'The message has too many parts for WeCom.',
  45009:
    'The app has sent as much as WeCom allows it for now. Send less often or to fewer people, or try again in an hour.',
  45033: 'Too many calls at once for this company. Other programs with the same Secret may be the cause.',
  48002: 'The app may not send messages. Use the Secret of a self-built app, not the one of contact sync.',
  82002: 'The message names too many departments.',
  82003: 'The message names too many tags.',
  82004: 'WeCom refuses the text because it could make its clients crash.',
};

/** What an errcode of `message/send` means, in a sentence that is a locale key; an unknown one has a sentence, too. */
export function messageAdvice(errcode: number): string {
  return ADVICE[errcode] ?? meaningOf(errcode).advice;
}
