import { SignInError } from '../errors';
import { messageAdvice } from '../wecom-api/errcodes';
import { WeComRefusal, WeComUnreachable } from '../wecom-api/errors';
import type { CutPart } from './compose';
import type { People, Tally } from './deliver';

/** An English sentence that is a locale key, and what to put into it. */
export type Translate = (sentence: string, values?: Record<string, unknown>) => string;

/** What NocoBase's message log keeps of a message, and a workflow's node says. */
export interface Report {
  status: 'success' | 'failure';
  reason: string;
}

export interface ReportInput {
  tally: Tally;
  cut: CutPart[];
  /** The message's own link could not be used. */
  linkRefused: boolean;
  /** Names by user id. */
  names: ReadonlyMap<string, string>;
  t: Translate;
}

/** It was delivered when it has reached anybody; whoever it has not reached is told all the same. */
export function reportOf({ tally, cut, linkRefused, names, t }: ReportInput): Report {
  const { reached, unlinked, refused, unlicensed, unknown, untried, messageIds, stopped } = tally;
  const all = reached + unlinked.count + refused.count + unlicensed.count + unknown + untried;
  if (all === 0) return { status: 'success', reason: t('The message has no receivers.') };
  const people = ({ count, first }: People) => namesOf(count, first, names, t);
  const sentences = [
    t('Reached {{reached}} of {{all}}.', { reached, all }),
    unlinked.count > 0 && t('Without a link to WeCom: {{people}}.', { people: people(unlinked) }),
    refused.count > 0 &&
      t('Refused by WeCom, because they have left or are outside the visible range of the app: {{people}}.', {
        people: people(refused),
      }),
    unlicensed.count > 0 &&
      t('Without a licence of the company for WeCom’s interfaces: {{people}}.', { people: people(unlicensed) }),
    unknown > 0 &&
      t('WeCom did not answer. Whether {{number}} have got it is not known, and it is not sent again.', {
        number: unknown,
      }),
    untried > 0 && t('Not sent to {{number}}.', { number: untried }),
    stopped !== undefined && whyStopped(stopped, t),
    cut.length > 0 && t('Too long for WeCom, and cut: {{parts}}.', { parts: cut.map((part) => t(part)).join(t(', ')) }),
    linkRefused && t('The link may not be used, so the message leads to the start page.'),
    messageIds.length > 0 && t('Message id: {{ids}}.', { ids: messageIds.join(', ') }),
  ];
  return { status: reached > 0 ? 'success' : 'failure', reason: sentences.filter(Boolean).join(' ') };
}

function namesOf(count: number, first: string[], names: ReadonlyMap<string, string>, t: Translate): string {
  const shown = first.map((id) => names.get(id) ?? t('user {{id}}', { id })).join(t(', '));
  return count > first.length
    ? t('{{names}} and {{number}} more', { names: shown, number: count - first.length })
    : shown;
}

/** Why nothing more was sent; of WeCom's own words only the numbers. */
export function whyStopped(error: unknown, t: Translate): string {
  if (error === 'stopping') return t('NocoBase is stopping.');
  if (error instanceof WeComRefusal) {
    const { errcode, hint } = error;
    const code = `errcode ${errcode}${hint ? `, hint ${hint}` : ''}`;
    return `${t(messageAdvice(errcode))} (${code})`;
  }
  if (error instanceof WeComUnreachable) {
    return `${t('WeCom is not reachable. Check the network, the outbound proxy and the API base URL.')} (${error.reason})`;
  }
  if (error instanceof SignInError) {
    return t('The WeCom authenticator of the channel does not exist, is disabled, or its settings are not complete.');
  }
  return t('The message could not be sent because of a fault in NocoBase. The log of the server has more.');
}
