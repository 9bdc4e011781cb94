import { type Database, type Model, Transaction } from '@nocobase/database';
import { SignInError } from '../errors';
import { maskPhone } from './contact-forms';
import type { Contacts } from './contacts/contacts';
import { type ConflictReason, type Decision, decideAccount, type PhoneKnowledge, type Rules } from './decide';
import { endWeComSessions, type TokenBlacklist } from './end-sessions';
import { findCandidates } from './find-candidates';
import { AccountLinks, type Linked } from './links';
import type { MemberIdentity, MemberProfile } from './member-identity';
import { completeUser, createUser, hasDefaultRole } from './sign-up';
import type { Writes } from './writes';

export interface AccountFinderOptions {
  db: Database;
  contacts: Contacts;
  writes: Writes;
  /** Where ended sessions are written down. */
  blacklist: () => TokenBlacklist | undefined;
  log: { info(message: string, meta?: object): void; warn(message: string, meta?: object): void };
}

export interface AccountRequest {
  member: MemberIdentity;
  profile: MemberProfile;
  phone: PhoneKnowledge;
  rules: Rules & { matchEmail: boolean };
  /** Name of the authenticator in use. */
  authenticator: string;
}

interface Found {
  user: Model;
  /** How the account was found; `link`: a simultaneous sign-in was faster. */
  by: 'link' | 'phone' | 'email' | 'sign-up';
}

/** Finds, links or makes the account of a member. The only writer of accounts in this plugin. */
export class AccountFinder {
  readonly links: AccountLinks;
  private readonly db: Database;

  constructor(private readonly options: AccountFinderOptions) {
    this.db = options.db;
    this.links = new AccountLinks(options.db);
  }

  /** What a returning member's sign-in brings along: the visible link and empty fields. Never costs the sign-in. */
  async refresh(
    { user, isShown }: Linked,
    { member, profile, authenticator }: Omit<AccountRequest, 'phone' | 'rules'>,
  ): Promise<void> {
    const userId = String(user.get('id'));
    await this.withoutCost('a signed-in user could not be completed', userId, async () => {
      if (!isShown) {
        await this.options.writes.run(() => this.links.show(member, { userId, authenticator, name: profile.name }));
      }
      await this.complete(user, profile);
    });
  }

  /**
   * WeCom says that this linked member may not use the app: what the member still has open ends (S-28). The refusal that
   * follows is the answer, whatever happens here.
   */
  async shutOut(user: Model): Promise<void> {
    const userId = String(user.get('id'));
    await this.withoutCost('the sessions of a member who was shut out could not be ended', userId, async () => {
      const end = () => endWeComSessions(this.db, this.options.blacklist(), userId);
      const ended = await this.options.writes.run(end);
      if (ended > 0) this.options.log.info('wecom: ended the sessions of a member who was shut out', { userId, ended });
    });
  }

  /**
   * The first sign-in of a member. Everything happens in one transaction: a failure at any point leaves nothing behind,
   * and of simultaneous first sign-ins one makes the account and the others find it (S-20).
   *
   * @throws {SignInError} when there is no account for this member
   */
  async findOrCreate(request: AccountRequest): Promise<Model> {
    const { member } = request;
    const found = await this.options.writes.run(
      () =>
        this.db.sequelize.transaction(
          this.isSqlite
            ? { type: Transaction.TYPES.IMMEDIATE }
            : { isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED },
          (transaction) => this.resolve(request, transaction),
        ),
      `first-sign-in:${member.corpId}:${member.memberId}`,
    );
    await this.tell(found, request);
    return found.user;
  }

  private async resolve(request: AccountRequest, transaction: Transaction): Promise<Found> {
    const { member, profile, phone, rules, authenticator } = request;
    const linked = await this.links.findUser(member, transaction);
    if (linked) return { user: linked, by: 'link' };
    await this.links.removeDangling(member, transaction);

    const wanted = rules.matchEmail ? profile : { ...profile, emails: [] };
    const { contacts } = this.options;
    const candidates = await findCandidates({ db: this.db, links: this.links, contacts }, member, wanted, transaction);
    const found = await this.carryOut(decideAccount(candidates, phone, rules), request, transaction);

    const userId = String(found.user.get('id'));
    await this.links.create(member, userId, transaction);
    await this.links.show(member, { userId, authenticator, name: profile.name }, transaction);
    return found;
  }

  private async carryOut(
    decision: Decision,
    { member, profile }: AccountRequest,
    transaction: Transaction,
  ): Promise<Found> {
    switch (decision.do) {
      case 'link': {
        const user = await this.db.getModel('users').findByPk(decision.userId, { transaction });
        if (!user) throw new SignInError('WECOM_NO_ACCOUNT', { operator: 'The matching user was deleted just now.' });
        return { user, by: decision.by };
      }
      case 'sign-up':
        return { user: await createUser(this.options, member, profile, transaction), by: 'sign-up' };
      case 'ask-consent':
        throw new SignInError('WECOM_CONSENT_REQUIRED', { operator: 'Not linked yet; asking for the phone number.' });
      case 'ask-first-sign-in':
        throw new SignInError('WECOM_FIRST_SIGN_IN', {
          operator: 'Not linked yet, and outside WeCom no phone number is known. The first sign-in is in WeCom.',
        });
      case 'refuse-no-account':
        throw new SignInError('WECOM_NO_ACCOUNT', { operator: noAccount(member, profile) });
      case 'refuse-conflict':
        throw new SignInError('WECOM_ACCOUNT_CONFLICT', { operator: conflict(member, decision.by, decision.reason) });
    }
  }

  /** Once it is certain: what the log should have, and what a user who was found is given of WeCom's answer. */
  private async tell({ user, by }: Found, { member, profile }: AccountRequest): Promise<void> {
    const { log } = this.options;
    const userId = String(user.get('id'));
    const who = { corpId: member.corpId, member: member.userId };
    await this.withoutCost('a new account could not be completed', userId, async () => {
      if (by === 'sign-up') {
        log.info('wecom: signed up a member', { ...who, userId });
        if (await hasDefaultRole(this.db)) return;
        log.warn('wecom: the new user has no role, because no role is the default one. Set it on the roles page.', who);
      } else {
        if (by !== 'link') log.info(`wecom: linked a member by ${by}`, { ...who, userId });
        await this.complete(user, profile);
      }
    });
  }

  private complete(user: Model, profile: MemberProfile): Promise<void> {
    return completeUser(this.options, user, profile, (write) => this.options.writes.run(write));
  }

  /** What comes on top of a sign-in, and must not cost it. */
  private async withoutCost(problem: string, userId: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.options.log.warn(`wecom: ${problem}`, { userId, error: nameOf(error) });
    }
  }

  private get isSqlite(): boolean {
    return this.db.sequelize.getDialect() === 'sqlite';
  }
}

function noAccount({ userId }: MemberIdentity, { phone }: MemberProfile): string {
  const known = phone ? `phone ${maskPhone(phone)}` : 'no phone number known';
  return `No user matches member ${userId} (${known}), and automatic sign-up is off. Create the user or switch it on.`;
}

const CONFLICTS: Record<ConflictReason, string> = {
  'several-users': 'several users have it. Make it unique',
  'linked-to-another-member': 'the user is linked to another member. Correct the one that is wrong',
  'privileged-user': 'the user has the role root. Allow linking privileged accounts, or use another account',
};

function conflict({ userId }: MemberIdentity, by: 'phone' | 'email', reason: ConflictReason): string {
  return `Member ${userId} was not linked by ${by}: ${CONFLICTS[reason]}.`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
