/** What tests, benchmarks and demos may change from outside. */
import { changeApp } from '../config/app';
import { changeCorp } from '../config/corp';
import { changeMember, useridOf } from '../config/member';
import { type App, type Corp, findApp, findMember, type Member } from '../corp';
import type { SimulatorState } from '../state';
import type { Call } from '../state/calls';
import type { Fault } from '../state/fault';
import type { InboxMessage } from '../state/inbox';
import { CONTACT_SYNC, type TokenOwner } from '../state/tokens';
import { knownApp, knownPersonId } from './known';
import { type MintCodeRequest, mintCode } from './mint-code';

export type MemberPatch = Partial<Member> & { userid: string };

export class Control {
  constructor(private readonly state: SimulatorState) {}

  /** Back to how the simulator was started. */
  reset(): void {
    this.state.reset();
  }

  /** Changes a member, or adds one (then `name` is needed). @throws ConfigError */
  upsertMember(patch: MemberPatch): Member {
    const { corp } = this.state;
    const { members } = corp;
    const known = findMember(corp, useridOf(patch));
    const member = changeMember(known, patch);
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

  /** What a member has got from apps, oldest first. @throws ConfigError */
  inbox(userid: string): InboxMessage[] {
    return this.state.inbox.of(knownPersonId(this.state.corp, userid));
  }

  /** Replaces the list of members for whom the company has no licence for the interfaces. @throws ConfigError */
  setUnlicensed(userids: string[]): void {
    this.state.unlicensed = new Set(userids.map((id) => knownPersonId(this.state.corp, id).toLowerCase()));
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

  /** The remembered requests, oldest first. */
  calls(): Call[] {
    return this.state.calls.all();
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

  /** A login code without a browser. @throws ConfigError when it says not who, or names nobody known */
  mintCode(wanted: MintCodeRequest): string {
    return mintCode(this.state, wanted);
  }

  private knownOwner(owner?: TokenOwner): TokenOwner | undefined {
    return owner === undefined || owner === CONTACT_SYNC ? owner : knownApp(this.state.corp, owner).agentId;
  }
}
