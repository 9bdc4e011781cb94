/**
 * `subscribe` and `unsubscribe`: who comes into the reach of an app and who leaves it. A member in the visible range
 * who joins, leaves or is disabled counts as well, and nothing says which of it happened.
 * @see document path 90376
 */
import { type App, type Company, isVisible, type Member } from '../corp';
import type { EventFields } from './xml';

/** userids as they are written, by their small letters. */
type Reached = Map<string, string>;

const isReached = (company: Company, app: App, member: Member): boolean =>
  member.status === 1 && isVisible(company, app, member);

/** @param userids whom to look at; everybody when left out */
export function reachOf(company: Company, app: App, userids?: string[]): Reached {
  const { directory } = company;
  const members = userids ? userids.flatMap((userid) => directory.member(userid) ?? []) : directory.members();
  const reached = members.filter((member) => isReached(company, app, member));
  return new Map(reached.map(({ userid }) => [userid.toLowerCase(), userid]));
}

export function reachEvents(agentId: number, before: Reached, after: Reached): EventFields[] {
  const event = (Event: string, FromUserName: string) => ({ FromUserName, Event, EventKey: '', AgentID: agentId });
  const gone = [...before].filter(([key]) => !after.has(key));
  const come = [...after].filter(([key]) => !before.has(key));
  return [
    ...gone.map(([, userid]) => event('unsubscribe', userid)),
    ...come.map(([, userid]) => event('subscribe', userid)),
  ];
}
