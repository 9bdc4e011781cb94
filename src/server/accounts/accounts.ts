import { createHmac } from 'node:crypto';
import type { Database, Model, Transaction } from '@nocobase/database';
import { AccountLinks, type Link, type LinkState } from './account-links';
import { changeState, moveLink } from './administration';
import type { Contacts } from './contacts/contacts';
import { Declined } from './declined';
import { type Departed, type Departure, noteDeparture, noteReturn } from './departure';
import type { RefusedPerson } from './doubt';
import { endWeComSessions, type TokenBlacklist } from './end-sessions';
import { findLinked, type Linked } from './find-linked';
import { type FirstSignIn, type FoundAccount, findOrCreateAccount } from './first-sign-in';
import { Journal } from './journal';
import { lockedOut, tokensToBlock } from './lockout';
import type { MemberIdentity } from './member-identity';
import { createByChoice, linkByProof, type Proof } from './proof';
import { type Returning, refreshAccount } from './returning';
import { type AccountsSetting, withoutCost } from './setting';
import { ShownLinks } from './shown-links';
import { withStorableName } from './storable-name';
import { removeLink, type Unlinking } from './unlink';
import { WaitingMembers } from './waiting-members';
import type { Writes } from './writes';

export interface AccountsOptions {
  db: Database;
  writes: Writes;
  contacts: Contacts;
  /** For digests of phone numbers: random, and the same on all nodes. */
  digestKey: Buffer;
  log: AccountsSetting['log'];
  /** Where ended sessions are written down. */
  blacklist: () => TokenBlacklist | undefined;
  /** Names of the authenticators that are not of WeCom. */
  otherAuthenticators: () => Promise<string[]>;
  /** Blocks the token of an API key. */
  blockToken: (token: string) => Promise<unknown>;
  /** NocoBase keeps roles and departments of a user in its cache. */
  forgetRights: (userId: string) => Promise<unknown>;
  /** Tells the person what became of the own link (S-47); does not wait. */
  tell: (change: LinkChange) => void;
}

/** A link that a sign-in, a person or an administrator has made or ended; the synchronisation tells nobody. */
export interface LinkChange extends Pick<Link, 'corpId' | 'memberId' | 'userId'> {
  is: 'linked' | 'unlinked';
}

/**
 * Who is who: finds, links, makes and shuts out the accounts of members. The only writer of accounts in this plugin; each
 * flow has a file of its own.
 */
export class Accounts {
  readonly links: AccountLinks;
  readonly setting: AccountsSetting;

  constructor(private readonly options: AccountsOptions) {
    const { db, writes, contacts, log, digestKey } = options;
    this.links = new AccountLinks(db);
    this.setting = {
      db,
      writes,
      contacts,
      log,
      links: this.links,
      shown: new ShownLinks(db),
      declined: new Declined(db),
      waiting: new WaitingMembers(db),
      journal: new Journal(db),
      digestOf: (phone) => createHmac('sha256', digestKey).update(phone).digest('hex').slice(0, 32),
    };
  }

  /** The linked user of a member, in whatever state the link is. */
  findLinked(member: MemberIdentity, authenticator: string): Promise<Linked | undefined> {
    return findLinked(this.options.db, member, authenticator);
  }

  /**
   * A member signs in for the first time, or with a link that is in doubt.
   *
   * @throws {AccountDoubt} when the account is not certain. @throws {SignInError}
   */
  async firstSignIn(request: FirstSignIn): Promise<Model> {
    const found = await withStorableName(request, (one) => findOrCreateAccount(this.setting, one));
    const user = this.userOf(found, request.member);
    const isLockedOut = (await lockedOut(this.setting.db, [String(user.get('id'))])).size > 0;
    const link = isLockedOut ? await this.links.findLink(request.member) : undefined;
    if (link) await this.comeBack(link);
    return user;
  }

  /** A linked member signs in. Never costs the sign-in. */
  async returning(request: Returning): Promise<void> {
    if (request.linked.link.away) await this.comeBack(request.linked.link);
    return refreshAccount(this.setting, request);
  }

  /** The person has signed in to the account. @throws {SignInError} WECOM_LINK_CONFLICT, WECOM_BLOCKED */
  async linkByProof(proof: Proof): Promise<Link> {
    const { link, isNew } = await withStorableName(proof, (one) => linkByProof(this.setting, one));
    if (isNew) this.options.tell({ is: 'linked', ...link });
    return link;
  }

  /** The person says to have no account here. @throws {SignInError} */
  async createByChoice(person: RefusedPerson): Promise<Model> {
    const found = await withStorableName(person, (one) => createByChoice(this.setting, one));
    return this.userOf(found, person.member);
  }

  /** Who scanned for somebody else finds out, too (S-47). */
  private userOf({ user, isNew }: FoundAccount, { corpId, memberId }: MemberIdentity): Model {
    if (isNew) this.options.tell({ is: 'linked', corpId, memberId, userId: String(user.get('id')) });
    return user;
  }

  /** Ends a link and the sessions that it began. */
  async unlink(unlinking: Unlinking): Promise<void> {
    await removeLink(this.setting, unlinking);
    this.options.tell({ is: 'unlinked', ...unlinking.link });
    await this.endSessions(unlinking.link.userId);
  }

  /** An administrator gives the member of a link another user. @throws {SignInError} WECOM_LINK_CONFLICT */
  async move(link: Link, to: { userId: string; byUserId: string; authenticators: string[] }): Promise<void> {
    await moveLink(this.setting, link, to);
    if (to.userId !== link.userId) {
      this.options.tell({ is: 'unlinked', ...link });
      this.options.tell({ is: 'linked', ...link, userId: to.userId });
    }
    await this.endSessions(link.userId);
  }

  /** An administrator blocks or lets in again, or WeCom has said that the member left. */
  async setState(link: Link, change: { state: LinkState; byUserId: string }): Promise<void> {
    await changeState(this.setting, link, change);
    if (change.state !== 'active') await this.endSessions(link.userId);
  }

  /** The user is deleted: the links go, and what they were is remembered, so that nobody signs up anew (S-46). */
  async forgetUser(userId: string, transaction?: Transaction): Promise<void> {
    const { links, declined, journal } = this.setting;
    for (const link of await links.ofUsers([userId], transaction)) {
      const { corpId, memberId, memberName } = link;
      await declined.add({ corpId, memberId, userId }, 'deleted', transaction);
      await journal.write({ event: 'user-deleted', corpId, memberId, memberName, userId }, transaction);
      await links.remove(link, transaction);
    }
  }

  /**
   * WeCom says that this linked member may not use the app: what the member still has open ends (S-28). The refusal that
   * follows is the answer, whatever happens here.
   *
   * @param hasLeft - WeCom does not know the member any more; the userid may be given to somebody else (S-42)
   */
  async shutOut({ link }: Linked, hasLeft: boolean): Promise<void> {
    const { links, journal, writes, log } = this.setting;
    const { userId, corpId, memberId, memberName, state } = link;
    await withoutCost(log, 'the sessions of a member who was shut out could not be ended', userId, async () => {
      await this.endSessions(userId);
      if (!hasLeft || state !== 'active') return;
      await writes.run(() => links.setState(link, 'left'));
      await journal.write({ event: 'left', corpId, memberId, memberName, userId });
    });
  }

  /**
   * WeCom has said that a linked member left, is disabled or may not use the app any more (S-61). Sessions end first: if
   * the process dies in between, the next look finds the member again.
   */
  async depart(link: Link, departure: Departure): Promise<Departed> {
    const { blockToken, forgetRights, log } = this.options;
    await this.endSessions(link.userId);
    // A key that is destroyed but not blocked would go on working, and nobody would find it any more.
    const takesKeys = departure.lockOut && departure.verdict !== 'out-of-range';
    for (const token of takesKeys ? await tokensToBlock(this.setting.db, link.userId) : []) await blockToken(token);
    const departed = await noteDeparture(this.setting, link, departure);
    for (const token of departed.apiKeys) await blockToken(token);
    if (departed.lockout === 'done') await forgetRights(link.userId);
    if (departed.isNews) log.info(`wecom: a linked member is gone: ${departure.verdict}`, { userId: link.userId });
    return departed;
  }

  /** A member who was gone is there again. Never costs a sign-in. @returns whether it is news */
  async comeBack(link: Link): Promise<boolean> {
    const { log, forgetRights } = this.options;
    let isNews = false;
    await withoutCost(log, 'what was taken from a member could not be given back', link.userId, async () => {
      isNews = await noteReturn(this.setting, link);
      if (isNews) await forgetRights(link.userId);
    });
    return isNews;
  }

  /** Ends the sessions that a user began with WeCom. */
  async endSessions(userId: string): Promise<void> {
    const { db, blacklist, otherAuthenticators, writes, log } = this.options;
    const others = await otherAuthenticators();
    const ended = await writes.run(() => endWeComSessions(db, blacklist(), userId, others));
    if (ended > 0) log.info('wecom: ended the sessions of a member who was shut out', { userId, ended });
  }
}
