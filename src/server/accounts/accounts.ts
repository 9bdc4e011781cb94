import type { Model } from '@nocobase/database';
import { AccountLinks } from './account-links';
import { endWeComSessions, type TokenBlacklist } from './end-sessions';
import { type FirstSignIn, findOrCreateAccount } from './first-sign-in';
import { type Returning, refreshAccount } from './returning';
import { type AccountsSetting, withoutCost } from './setting';

export interface AccountsOptions extends Omit<AccountsSetting, 'links'> {
  /** Where ended sessions are written down. */
  blacklist: () => TokenBlacklist | undefined;
  /** Names of the authenticators that are not of WeCom. */
  otherAuthenticators: () => Promise<string[]>;
}

/**
 * Who is who: finds, links, makes and shuts out the accounts of members. The only writer of accounts in this plugin; each
 * flow has a file of its own.
 */
export class Accounts {
  readonly links: AccountLinks;
  private readonly setting: AccountsSetting;

  constructor(private readonly options: AccountsOptions) {
    this.links = new AccountLinks(options.db);
    this.setting = { db: options.db, writes: options.writes, log: options.log, links: this.links };
  }

  /**
   * A member signs in for the first time.
   *
   * @throws {SignInError} when there is no account for this member
   */
  firstSignIn(request: FirstSignIn): Promise<Model> {
    return findOrCreateAccount(this.setting, request);
  }

  /** A linked member signs in. Never costs the sign-in. */
  returning(request: Returning): Promise<void> {
    return refreshAccount(this.setting, request);
  }

  /**
   * WeCom says that this linked member may not use the app: what the member still has open ends (S-28). The refusal that
   * follows is the answer, whatever happens here.
   */
  async shutOut(user: Model): Promise<void> {
    const userId = String(user.get('id'));
    const { db, blacklist, otherAuthenticators, writes, log } = this.options;
    await withoutCost(log, 'the sessions of a member who was shut out could not be ended', userId, async () => {
      const others = await otherAuthenticators();
      const ended = await writes.run(() => endWeComSessions(db, blacklist(), userId, others));
      if (ended > 0) log.info('wecom: ended the sessions of a member who was shut out', { userId, ended });
    });
  }
}
