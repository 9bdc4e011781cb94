import { type CorpConfig, SAMPLE, type Simulator, startSimulator } from '../simulator';

/** How many members can sign in. More users may exist in the database; WeCom need not know those. */
export const MEMBERS = 1000;

/** @param index from 0 */
export function memberId(index: number): string {
  return `member${index % MEMBERS}`;
}

/** What the user of a member has, and the member in WeCom. */
export function phoneOf(index: number): string {
  return String(17_000_000_000 + index);
}

export function emailOf(index: number): string {
  return `${memberId(index)}@example.com`;
}

/** A simulated company whose members are `member0` and so on. */
export function startCompany(): Promise<Simulator> {
  const members: CorpConfig['members'] = Array.from({ length: MEMBERS }, (_, index) => ({
    userid: memberId(index),
    name: `Member ${index}`,
    department: [2],
    // Half of them are found by phone, the others by e-mail.
    ...(index < MEMBERS / 2 ? { mobile: phoneOf(index) } : { biz_mail: emailOf(index) }),
  }));
  return startSimulator({ corp: { members }, callsToKeep: 0 });
}

/** A login code of a member, as WeCom's page gives it. */
export function codeOf(simulator: Simulator, index: number, scope?: 'snsapi_privateinfo'): string {
  return simulator.control.mintCode({ userid: memberId(index), agentId: SAMPLE.agentId, ...(scope && { scope }) });
}

/** From now on WeCom needs this long for each of the two calls of a sign-in, in ms. */
export function slowDown(simulator: Simulator, delayMs: number): void {
  simulator.control.clearFaults();
  if (delayMs > 0) {
    simulator.control.setFault({ match: 'auth/getuserinfo', delayMs }, { match: 'user/get', delayMs });
  }
}
