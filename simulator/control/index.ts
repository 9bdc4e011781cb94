/** What tests and demos may change from outside, as typed functions. The HTTP form is in `http.ts`. */
import { ConfigError, completeApp, completeMember } from '../complete';
import { completeCorp } from '../config';
import { type App, type Corp, findApp, findMember, type Member, type SensitiveField } from '../corp';
import type { SimulatorState } from '../state';
import type { Call } from '../state/calls';
import type { CodeScope } from '../state/codes';
import type { Consent } from '../state/consents';
import type { Fault } from '../state/faults';
import type { TokenOwner } from '../state/tokens';
import { type DomainVerdict, verifyDomain } from './verify-domain';

export interface MintCodeRequest {
  /** A member, also one that is not in the directory (any more). */
  userid?: string;
  /** Instead of a member: an outsider by id; `true` for the first who is no member. */
  external?: string | true;
  /** Default: the first app. `null`: a code from a link that named no app. */
  agentId?: number | null;
  /** Default `web_login`. `snsapi_privateinfo` stands for a consent just given. */
  scope?: CodeScope;
  /** host[:port] it is bound to; left out, it is bound to none. */
  redirectHost?: string;
  /** With `snsapi_privateinfo`: what the member consents to. Default: all that the administrator selected. */
  fields?: SensitiveField[];
}

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
  upsertMember(patch: Partial<Member> & { userid: string }): Member {
    const { members } = this.state.corp;
    const known = findMember(this.state.corp, patch.userid ?? '');
    const member = completeMember(known ? { ...known, ...patch } : { name: '', ...patch });
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
    const app = completeApp({ ...(known ?? { secret: '', name: `app ${agentId}` }), ...patch, agentId });
    if (known) apps[apps.indexOf(known)] = app;
    else apps.push(app);
    if (known && known.secret !== app.secret) this.state.tokens.revoke(agentId);
    if (known && known.trustedDomain !== app.trustedDomain) this.state.verifiedDomains.delete(agentId);
    return app;
  }

  /** Changes settings of the company, or replaces whole lists of it. @throws ConfigError */
  patchCorp(patch: Partial<Corp>): Corp {
    this.state.corp = completeCorp({ ...this.state.corp, ...patch });
    return this.state.corp;
  }

  /** Who holds the phone where no cookie says so: a userid, an outsider's id, or nobody. */
  setCurrentMember(id: string | null): void {
    this.state.currentMember = id;
  }

  /** Adds one fault or several; the first that matches a request is used. */
  setFault(...faults: Fault[]): void {
    for (const fault of faults) this.state.faults.add(fault);
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

  advanceClock(ms: number): void {
    this.state.clock.advance(ms);
  }

  setClock(timeMs: number): void {
    this.state.clock.set(timeMs);
  }

  /** The remembered requests, oldest first. */
  calls({ endpoint, last }: CallFilter = {}): Call[] {
    const calls = this.state.calls.all().filter((call) => endpoint === undefined || call.endpoint === endpoint);
    return last === undefined ? calls : calls.slice(-last);
  }

  /** Exact number of requests to an endpoint since the last clear. */
  countCalls(endpoint: string): number {
    return this.state.calls.count(endpoint);
  }

  clearCalls(): void {
    this.state.calls.clear();
  }

  /** Makes tokens unknown (40014): of one app, of `contact-sync`, or all. @returns how many */
  revokeTokens(owner?: TokenOwner): number {
    return this.state.tokens.revoke(owner);
  }

  /** Makes tokens too old (42001). @returns how many */
  expireTokens(owner?: TokenOwner): number {
    return this.state.tokens.expire(owner);
  }

  /** A login code without a browser. @throws ConfigError when it says not who, or names nobody known */
  mintCode(wanted: MintCodeRequest): string {
    const { corp } = this.state;
    const {
      userid,
      external,
      agentId = corp.apps[0]?.agentId ?? null,
      scope = 'web_login',
      redirectHost = null,
    } = wanted;
    if (external !== undefined) {
      const outsider = corp.outsiders.find(({ id, kind }) =>
        external === true ? kind === 'external' : id === external,
      );
      if (!outsider) throw new ConfigError(`there is no outsider ${JSON.stringify(external)}`);
      return this.state.mintCode({ outsider: outsider.id }, agentId, scope, redirectHost);
    }
    if (!userid) throw new ConfigError('a code needs "userid" or "external"');
    const app = agentId === null ? undefined : findApp(corp, agentId);
    if (agentId !== null && !app) throw new ConfigError(`there is no app ${agentId}`);
    if (scope === 'snsapi_privateinfo' && app) {
      this.state.consents.give(userid, app.agentId, wanted.fields ?? app.sensitiveFields);
    }
    return this.state.mintCode({ userid }, agentId, scope, redirectHost);
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

  /** Fetches the app's verification file from its trusted domain, as the console does on saving. */
  verifyDomain(agentId: number): Promise<DomainVerdict> {
    return verifyDomain(this.state, agentId);
  }
}
