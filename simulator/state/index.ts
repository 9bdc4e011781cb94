import { type Company, type CorpConfig, completeCorp, openCompany } from '../config/corp';
import type { App, SensitiveField } from '../corp';
import { Postman } from '../events/postman';
import { Calls } from './calls';
import { Clock } from './clock';
import { type CodeScope, Codes, type Who } from './codes';
import { Consents } from './consents';
import { Faults } from './faults';
import { Inbox } from './inbox';
import { Limits } from './limits';
import { Lockout } from './lockout';
import { Tickets } from './tickets';
import { Tokens } from './tokens';

/** Everything the simulator knows at one moment. */
export class SimulatorState {
  readonly clock = new Clock();
  readonly calls: Calls;
  corp!: Company;
  tokens!: Tokens;
  codes!: Codes;
  tickets!: Tickets;
  consents!: Consents;
  lockout!: Lockout;
  faults!: Faults;
  inbox!: Inbox;
  /** Members without a licence for the interfaces, in lower case. */
  unlicensed!: Set<string>;
  limits!: Limits;
  postman!: Postman;
  /** Who holds the phone when no cookie says so: a userid or the id of an outsider. */
  currentMember!: string | null;

  constructor(
    private readonly config: CorpConfig,
    callsToKeep: number,
  ) {
    this.calls = new Calls(callsToKeep);
    this.reset();
  }

  /** Back to how the simulator was started, the list of calls included. */
  reset(): void {
    this.clock.reset();
    this.calls.clear();
    this.corp = openCompany(completeCorp(this.config));
    this.tokens = new Tokens(this.clock);
    this.codes = new Codes(this.clock);
    this.tickets = new Tickets(this.clock);
    this.consents = new Consents(this.clock);
    this.lockout = new Lockout(this.clock);
    this.faults = new Faults();
    this.inbox = new Inbox(this.clock);
    this.unlicensed = new Set();
    this.limits = new Limits(this.clock);
    this.postman?.stop();
    this.postman = new Postman();
    this.currentMember = null;
  }

  mintCode(who: Who, agentId: number | null, scope: CodeScope, redirectHost: string | null): string {
    return this.codes.mint({ who, agentId, scope, redirectHost }, this.corp.codeLength);
  }

  /** What the member let this app see and the administrator selected. */
  grantedFields(userid: string, app: App): SensitiveField[] {
    const granted = this.consents.granted(userid, app.agentId);
    return app.sensitiveFields.filter((field) => granted.includes(field));
  }
}
