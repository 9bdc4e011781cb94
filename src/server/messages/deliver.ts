import type { TakenMessage } from '../wecom-api/message';
import type { Addressee, AddresseeBatch } from './members';

/** Users of one fate: how many, and the first of them, whom the log names. */
export interface People {
  count: number;
  /** User ids. */
  first: string[];
}

/** What has become of a message. */
export interface Tally {
  reached: number;
  unlinked: People;
  /** Linked, but WeCom does not know them or does not let the app write to them. */
  refused: People;
  unlicensed: People;
  /** WeCom has not answered: these may have the message or not. */
  unknown: number;
  /** Nothing was sent to these, because of {@link stopped}. */
  untried: number;
  messageIds: string[];
  /** What ended the delivery early. */
  stopped?: unknown;
}

/** What became of one call. */
export type CallOutcome =
  | { is: 'taken'; taken: TakenMessage }
  /** WeCom knows none of the members. */
  | { is: 'nobody' }
  | { is: 'refused'; error: unknown }
  /** Whether WeCom has sent it cannot be known. It is not sent again: nobody gets a message twice. */
  | { is: 'unknown'; error: unknown };

export type SendCall = (members: string[]) => Promise<CallOutcome>;

/** How many people of one fate the log names. */
const NAMED = 3;
/** How many message ids are kept; more than that are 20,000 receivers. */
const MOST_MESSAGE_IDS = 20;

/**
 * Sends to one batch after the other. The first failure ends it, since it would meet the following calls as well: a wrong
 * setting, a limit of WeCom, a WeCom that does not answer. Whoever was left out is counted.
 *
 * @param isStopping - NocoBase is shutting down
 */
export async function deliver(
  batches: AsyncIterable<AddresseeBatch>,
  send: SendCall,
  isStopping: () => boolean = () => false,
): Promise<Tally> {
  const people = (): People => ({ count: 0, first: [] });
  const tally: Tally = {
    reached: 0,
    unlinked: people(),
    refused: people(),
    unlicensed: people(),
    unknown: 0,
    untried: 0,
    messageIds: [],
  };
  for await (const { members, unlinked } of batches) {
    add(tally.unlinked, unlinked);
    if (members.length === 0) continue;
    if (tally.stopped === undefined && isStopping()) tally.stopped = 'stopping';
    if (tally.stopped === undefined) count(tally, members, await send(members.map(({ memberId }) => memberId)));
    else tally.untried += members.length;
  }
  return tally;
}

function count(tally: Tally, members: Addressee[], outcome: CallOutcome): void {
  if (outcome.is === 'taken') countTaken(tally, members, outcome.taken);
  else if (outcome.is === 'nobody') add(tally.refused, members.map(userIdOf));
  else {
    tally[outcome.is === 'unknown' ? 'unknown' : 'untried'] += members.length;
    tally.stopped = outcome.error;
  }
}

function countTaken(tally: Tally, members: Addressee[], { invalid, unlicensed, messageId }: TakenMessage): void {
  const among = (ids: string[]) => {
    const wanted = new Set(ids);
    return members.filter(({ memberId }) => wanted.has(memberId.toLowerCase())).map(userIdOf);
  };
  const refused = among(invalid);
  const without = among(unlicensed);
  add(tally.refused, refused);
  add(tally.unlicensed, without);
  tally.reached += members.length - new Set([...refused, ...without]).size;
  if (messageId && tally.messageIds.length < MOST_MESSAGE_IDS) tally.messageIds.push(messageId);
}

function add(people: People, userIds: string[]): void {
  people.count += userIds.length;
  people.first.push(...userIds.slice(0, Math.max(0, NAMED - people.first.length)));
}

const userIdOf = ({ userId }: Addressee) => userId;
