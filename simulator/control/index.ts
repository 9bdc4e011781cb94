/** What tests and demos may change from outside, as typed functions. The HTTP form is in `http.ts` and `routes.ts`. */
import { changeApp } from '../config/app';
import { changeCorp } from '../config/corp';
import { changeMember } from '../config/member';
import { type App, type Corp, findApp, findMember, type Member } from '../corp';
import type { SimulatorState } from '../state';
import type { Call } from '../state/calls';
import type { Consent } from '../state/consents';
import type { Fault } from '../state/fault';
import { CONTACT_SYNC, type TokenOwner } from '../state/tokens';
import { knownApp, knownPersonId } from './known';
import { type MintCodeRequest, mintCode } from './mint-code';
import { type DomainVerdict, verifyDomain } from './verify-domain';

export type MemberPatch = Partial<Member> & { userid: string };

export interface CallFilter {
  endpoint?: string;
  /** Only the newest so many. */
  last?: number;
}

export class Control {
  constructor(private readonly state: SimulatorState) {}

  /** Everything but the list of calls, as plain data. */
  snapshot(): object {
    const { corp, tokens, codes, consents, faults, lockout, verifiedDomains, currentMember, clock, calls } = this.state;
    return {
      time: clock.now(),
      corp,
      currentMember,
      tokens: tokens.list(),
      openCodes: codes.size,
      consents: consents.list(),
      faults: faults.list(),
      lockedOut: lockout.locked(),
      verifiedDomains: Object.fromEntries(verifiedDomains),
      callTotals: calls.totals(),
    };
  }

  /** Back to how the simulator was started. */
  reset(): void {
    this.state.reset();
  }

  /** Changes a member, or adds one (then `name` is needed). @throws ConfigError */
  upsertMember(patch: MemberPatch): Member {
    const { corp } = this.state;
    const { members } = corp;
    const member = changeMember(corp, patch);
    const known = findMember(corp, member.userid);
    if (known) members[members.indexOf(known)] = member;
    else members.push(member);
    return member;
  }

  /** @returns whether there was such a member */
  deleteMember(userid: string): boolean {
    const known = findMember(this.state.corp, userid);
    if (known) this.state.corp.members.splice(this.state.corp.members.indexOf(known), 1);
    return known !== undefined;
  }

  /** Changes an app, or adds one. A new secret ends the tokens of the old one. @throws ConfigError */
  patchApp(agentId: number, patch: Partial<App>): App {
    const { apps } = this.state.corp;
    const known = findApp(this.state.corp, agentId);
    const app = changeApp(known, agentId, patch);
    if (known) apps[apps.indexOf(known)] = app;
    else apps.push(app);
    if (known && known.secret !== app.secret) this.state.tokens.revoke(agentId);
    if (known && known.trustedDomain !== app.trustedDomain) this.state.verifiedDomains.delete(agentId);
    return app;
  }

  /** Changes settings of the company, or replaces whole lists of it. @throws ConfigError */
  patchCorp(patch: Partial<Corp>): Corp {
    this.state.corp = changeCorp(this.state.corp, patch);
    return this.state.corp;
  }

  /** Who holds the phone where no cookie says so: a userid, an outsider's id, or nobody. @throws ConfigError */
  setCurrentMember(id: string | null): void {
    this.state.currentMember = id === null ? null : knownPersonId(this.state.corp, id);
  }

  /** Adds one fault or several; the first that matches a request is used. @throws ConfigError */
  setFault(...faults: Fault[]): void {
    this.state.faults.add(faults);
  }

  faults(): Fault[] {
    return this.state.faults.list();
  }

  clearFaults(): void {
    this.state.faults.clear();
  }

  /** Milliseconds since 1970 of the simulator's clock. */
  now(): number {
    return this.state.clock.now();
  }

  /** @throws ConfigError */
  advanceClock(ms: number): void {
    this.state.clock.advance(ms);
  }

  /** @throws ConfigError */
  setClock(timeMs: number): void {
    this.state.clock.set(timeMs);
  }

  /** The remembered requests, oldest first. */
  calls({ endpoint, last }: CallFilter = {}): Call[] {
    const calls = this.state.calls.all().filter((call) => endpoint === undefined || call.endpoint === endpoint);
    return last === undefined ? calls : calls.slice(Math.max(0, calls.length - last));
  }

  /** Exact number of requests to an endpoint since the last clear. */
  countCalls(endpoint: string): number {
    return this.state.calls.count(endpoint);
  }

  clearCalls(): void {
    this.state.calls.clear();
  }

  /** Makes tokens unknown (40014): of one app, of `contact-sync`, or all. @returns how many @throws ConfigError */
  revokeTokens(owner?: TokenOwner): number {
    return this.state.tokens.revoke(this.knownOwner(owner));
  }

  /** Makes tokens too old (42001). @returns how many @throws ConfigError */
  expireTokens(owner?: TokenOwner): number {
    return this.state.tokens.expire(this.knownOwner(owner));
  }

  /** A login code without a browser. @throws ConfigError when it says not who, or names nobody known */
  mintCode(wanted: MintCodeRequest): string {
    return mintCode(this.state, wanted);
  }

  consents(): Consent[] {
    return this.state.consents.list();
  }

  clearConsents(): void {
    this.state.consents.clear();
  }

  /** Opens the lock of addresses that sent too many wrong secrets. */
  clearLockout(): void {
    this.state.lockout.clear();
  }

  /** Fetches the app's verification file from its trusted domain, as the console does on saving. @throws ConfigError */
  async verifyDomain(agentId: number): Promise<DomainVerdict> {
    return verifyDomain(this.state, knownApp(this.state.corp, agentId));
  }

  private knownOwner(owner?: TokenOwner): TokenOwner | undefined {
    return owner === undefined || owner === CONTACT_SYNC ? owner : knownApp(this.state.corp, owner).agentId;
  }
}
