/** Who uses this browser, and does it count as the WeCom client? */
import { findMember, findOutsider, type Member, type Outsider } from '../corp';
import { cookie, readCookie, type SimRequest } from '../http';
import type { SimulatorState } from '../state';
import type { Who } from '../state/codes';

const MEMBER_COOKIE = 'sim_member';
const CLIENT_COOKIE = 'sim_client';
const QUICK_COOKIE = 'sim_quick';
const ONE_YEAR_SECONDS = 365 * 24 * 3600;

export type Person = { id: string; name: string; who: Who } & ({ member: Member } | { outsider: Outsider });

/** A member or outsider by id; userids are case-insensitive. */
export function findPerson(state: SimulatorState, id: string | null | undefined): Person | undefined {
  if (!id) return undefined;
  const member = findMember(state.corp, id);
  if (member) return { id: member.userid, name: member.name, who: { userid: member.userid }, member };
  const outsider = findOutsider(state.corp, id);
  return outsider && { id: outsider.id, name: outsider.name, who: { outsider: outsider.id }, outsider };
}

/**
 * In WeCom the client knows who you are. Here: `?sim_member=`, else the cookie of the Workbench page, else what
 * `control.setCurrentMember` set.
 */
export function currentPerson(request: SimRequest, state: SimulatorState): Person | undefined {
  return (
    findPerson(state, request.query.get('sim_member')) ??
    findPerson(state, readCookie(request, MEMBER_COOKIE)) ??
    findPerson(state, state.currentMember)
  );
}

export const hasWeComUserAgent = (request: SimRequest): boolean =>
  /wxwork|micromessenger/i.test(request.headers['user-agent'] ?? '');

/** A plain browser that was told on the Workbench page to play the client. */
export const playsWeCom = (request: SimRequest): boolean => readCookie(request, CLIENT_COOKIE) === 'wecom';

/** Somebody said on the Workbench page that this is to stay a plain browser. */
export const staysBrowser = (request: SimRequest): boolean => readCookie(request, CLIENT_COOKIE) === 'browser';

/** The next web login is to be confirmed by itself, as by a running desktop client. */
export const wantsQuickLogin = (request: SimRequest): boolean => readCookie(request, QUICK_COOKIE) === '1';

export const memberCookie = (id: string): string => cookie(MEMBER_COOKIE, id, ONE_YEAR_SECONDS);
export const clientCookie = (isWeCom: boolean): string =>
  cookie(CLIENT_COOKIE, isWeCom ? 'wecom' : 'browser', ONE_YEAR_SECONDS);
export const quickCookie = (isWanted: boolean): string => cookie(QUICK_COOKIE, isWanted ? '1' : '', isWanted ? 60 : 0);
