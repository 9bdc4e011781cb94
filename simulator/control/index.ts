/** What tests, benchmarks and demos may change from outside. */
import type { App } from '../config/app';
import type { Callback } from '../config/callback';
import { ConfigError } from '../config/check';
import { type CorpConfig, changeCompany } from '../config/corp';
import type { Department, Member, Tag } from '../corp';
import * as changes from '../directory/changes';
import { renameMember } from '../directory/rename-member';
import { sendEvent } from '../events/announce';
import type { Envelope } from '../events/envelope';
import type { Delivery } from '../events/postman';
import { saveCallback, type Verdict } from '../events/save-callback';
import type { EventFields } from '../events/xml';
import type { SimulatorState } from '../state';
import type { Call } from '../state/calls';
import type { Fault } from '../state/fault';
import type { InboxMessage } from '../state/inbox';
import { CONTACT_SYNC, type TokenOwner } from '../state/tokens';
import { knownApp, knownPersonId } from './known';
import { type MintCodeRequest, mintCode } from './mint-code';

export type MemberPatch = Partial<Member> & { userid: string };
export type DepartmentPatch = Partial<Department> & { id: number };
export type TagPatch = Partial<Tag> & { tagid: number };

export class Control {
  constructor(private readonly state: SimulatorState) {}

  /** Back to how the simulator was started. */
  reset(): void {
    this.state.reset();
  }

  /** Changes a member, or adds one (then `name` is needed). @throws ConfigError */
  upsertMember(patch: MemberPatch): Member {
    return changes.putMember(this.state, patch);
  }

  /** @returns whether there was such a member */
  deleteMember(userid: string): boolean {
    return changes.removeMember(this.state, userid);
  }

  /** Gives a member another userid. @throws ConfigError */
  renameMember(userid: string, newUserid: string): Member {
    return renameMember(this.state, userid, newUserid);
  }

  /** Changes a department, or adds one (then `name` and `parentid` are needed). @throws ConfigError */
  upsertDepartment(patch: DepartmentPatch): Department {
    return changes.putDepartment(this.state, patch);
  }

  /** @throws ConfigError for one that is not empty */
  deleteDepartment(id: number): void {
    changes.removeDepartment(this.state, id);
  }

  /** Changes a tag, or adds one (then `tagname` is needed). @throws ConfigError */
  upsertTag(patch: TagPatch): Tag {
    return changes.putTag(this.state, patch);
  }

  deleteTag(tagid: number): void {
    changes.removeTag(this.state, tagid);
  }

  /** Changes an app, or adds one. A new secret ends the tokens of the old one. @throws ConfigError */
  patchApp(agentId: number, patch: Partial<App>): App {
    return changes.putApp(this.state, agentId, patch);
  }

  /** Changes settings of the company, or replaces whole lists of it, which causes no events. @throws ConfigError */
  patchCorp(patch: CorpConfig): void {
    this.state.corp = changeCompany(this.state.corp, patch);
  }

  /** Saves where events of an app or of contact-sync go, if the address passes the console's check. @throws ConfigError */
  async saveCallback(receiver: TokenOwner, callback: Callback): Promise<Verdict> {
    return saveCallback(this.state, this.knownOwner(receiver), callback);
  }

  /**
   * Sends any event, also one that is out of order, false or forged.
   * @param fields of the event; ToUserName, FromUserName `sys`, CreateTime and MsgType are filled in
   * @param forged what is to be wrong with the envelope, such as `token`, `timestamp`, `nonce` or `receiveId`
   * @returns what became of it, after up to three tries
   * @throws ConfigError where the receiver has no address for events
   */
  async sendEvent(receiver: TokenOwner, fields: EventFields, forged: Partial<Envelope> = {}): Promise<Delivery> {
    const sent = sendEvent(this.state, this.knownOwner(receiver), fields, forged);
    if (!sent) throw new ConfigError(`${receiver} has no address for events`);
    return sent;
  }

  /** The events that were sent, oldest first. */
  deliveries(): Delivery[] {
    return [...this.state.postman.deliveries];
  }

  /** Resolves when every event has arrived or is lost. */
  async eventsSettled(): Promise<void> {
    await this.state.postman.settled();
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

  /** Exact number of requests since the last clear, to one endpoint or to all. */
  countCalls(endpoint?: string): number {
    return this.state.calls.count(endpoint);
  }

  clearCalls(): void {
    this.state.calls.clear();
  }

  /** Makes tokens unknown (40014): of one app, of `contact-sync`, or all. @returns how many @throws ConfigError */
  revokeTokens(owner?: TokenOwner): number {
    return this.state.tokens.revoke(owner === undefined ? undefined : this.knownOwner(owner));
  }

  /** A login code without a browser. @throws ConfigError when it says not who, or names nobody known */
  mintCode(wanted: MintCodeRequest): string {
    return mintCode(this.state, wanted);
  }

  private knownOwner(owner: TokenOwner): TokenOwner {
    return owner === CONTACT_SYNC ? owner : knownApp(this.state.corp, owner).agentId;
  }
}
