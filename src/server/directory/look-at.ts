import type { Link } from '../accounts/account-links';
import type { Accounts } from '../accounts/accounts';
import { inTransaction } from '../accounts/in-transaction';
import { memberIdentity } from '../accounts/member-identity';
import { privilegedUsers } from '../accounts/privileged';
import type { WeComClient } from '../wecom-api/client';
import type { ListedMember } from '../wecom-api/member-lists';
import { type Answer, askAbout } from './ask';
import { comeBack } from './come-back';
import { type Known, type KnownLink } from './known';
import { countEnding, type Leavers } from './leavers';
import { loadKnown } from './load-known';
import type { DirectoryOptions } from './options';
import type { Outcome } from './outcome';
import type { Gone } from './plan-leaving';
import { planMembers } from './plan-members';
import { SyncRecords } from './sync-records';
import { inTurns, type Sleep } from './turns';
import { writeUnmatched } from './unmatched';
import { writeMembers } from './write-members';

export interface LookingAt {
  accounts: Accounts;
  leavers: Leavers;
  corpId: string;
  client: WeComClient;
  /** Name of an authenticator of the company. */
  authenticator: string;
  /** Of the source that synchronises the company; without one only leavers are looked after. */
  options?: DirectoryOptions;
  hasDepartments: boolean;
  outcome: Outcome;
  runId: string;
  forgetDepartments: (userIds: string[]) => Promise<void>;
  pause?: Sleep;
}

/** A changed userid, as an event tells it. */
export interface Renaming {
  from: string;
  to: string;
}

/**
 * Looks at a few members of whom somebody has said that something changed. What was said is only a hint: WeCom is asked
 * about each (S-62). The same again, late or in another order changes nothing.
 *
 * @param memberIds - in lower case
 * @returns links whose access would end, but for the guard: they wait for an administrator's word (S-63)
 */
export async function lookAtMembers(
  memberIds: string[],
  renamings: Renaming[],
  input: LookingAt,
): Promise<KnownLink[]> {
  const { accounts, corpId, client, pause, outcome } = input;
  const answers = new Map<string, Answer>();
  const ids = new Set([...memberIds, ...renamings.flatMap(({ from, to }) => [from, to])]);
  await inTurns([...ids], async (id) => {
    try {
      answers.set(id, await askAbout(client, id, { pause }));
    } catch (error) {
      // Nothing is known about this one: the next synchronisation asks again.
      outcome.failed({ memberId: id }, error);
    }
  });
  for (const renaming of renamings) await rename(renaming, answers, input);

  const members = new Map<string, ListedMember>();
  for (const [id, { verdict, member }] of answers) if (member && verdict === 'present') members.set(id, member);
  const { db } = accounts.setting;
  const departments = input.hasDepartments && input.options?.departments === true;
  const known = await loadKnown({ db, accounts, corpId, members, departments, only: [...answers.keys()] });
  const held = await endAccess(answers, known, input);
  await write(members, known, departments, input);
  return held;
}

/** Whoever is gone is shut out, unless that makes too many in an hour. */
async function endAccess(answers: Map<string, Answer>, { links }: Known, input: LookingAt): Promise<KnownLink[]> {
  const { leavers, corpId, options, outcome } = input;
  const gone = [...answers].flatMap(([id, { verdict }]): Gone[] => {
    const link = links.get(id);
    return link?.state === 'active' && verdict !== 'present' && verdict !== link.away ? [{ link, verdict }] : [];
  });
  if (await leavers.isTooMany(corpId, countEnding(gone))) return gone.map(({ link }) => link);
  await leavers.end(gone, { lockOut: options?.onLeave === 'lockout' }, outcome);
  return [];
}

async function write(members: Map<string, ListedMember>, known: Known, departments: boolean, input: LookingAt) {
  const { accounts, corpId, options, authenticator, outcome, runId, forgetDepartments } = input;
  const { setting } = accounts;
  const { createUsers = false, overwriteNames = false, onlyDepartments = [] } = options ?? {};
  const isInScope = ({ places }: ListedMember) =>
    onlyDepartments.length === 0 || places.some(({ id }) => known.departments.has(String(id)));
  const meant = new Map([...members].filter(([id, member]) => known.links.has(id) || isInScope(member)));
  const rules = { createUsers, overwriteNames, departments, digestOf: setting.digestOf };
  const decisions = planMembers(meant, known, rules);
  await comeBack(accounts, decisions, outcome);
  if (!options) return;
  await writeMembers(decisions, {
    ...{ setting, corpId, authenticator, members: meant, known, departments, outcome, forgetDepartments },
    onProgress: async () => {},
  });
  await writeUnmatched(decisions, {
    ...{ setting, corpId, authenticator, runId, isPartial: true },
    company: { departments: [], members: meant },
  });
}

/**
 * A changed userid takes the link along: WeCom does not know the old one any more, and knows the new one. Never for
 * privileged users, who prove it (S-44).
 */
async function rename({ from, to }: Renaming, answers: Map<string, Answer>, input: LookingAt): Promise<void> {
  const { accounts, corpId, outcome, authenticator } = input;
  const member = answers.get(to)?.member;
  if (answers.get(from)?.verdict !== 'left' || answers.get(to)?.verdict !== 'present' || !member) return;
  const { links, setting } = { links: accounts.links, setting: accounts.setting };
  const done = await inTransaction(
    setting,
    `first-sign-in:${corpId}:${from}`,
    async (transaction): Promise<Link | undefined> => {
      const link = await links.findLink(memberIdentity(corpId, from), transaction);
      if (link?.state !== 'active' || (await links.findLink(memberIdentity(corpId, to), transaction))) return undefined;
      if ((await privilegedUsers(setting.db, [link.userId], transaction)).size > 0) return undefined;
      await links.rename(link, to, transaction);
      const identity = memberIdentity(corpId, member.userId);
      await setting.shown.write(identity, { userId: link.userId, authenticator, name: member.name }, transaction);
      if (setting.db.hasCollection('userDataSyncRecords'))
        await new SyncRecords(setting.db).rename(corpId, from, to, transaction);
      const { memberName, userId } = link;
      await setting.journal.write(
        { event: 'renamed', corpId, memberId: to, memberName, userId, details: { from } },
        transaction,
      );
      return link;
    },
  );
  if (!done) return;
  outcome.add('renamed');
  outcome.note({ kind: 'renamed', memberId: to, memberName: member.name, userId: done.userId });
}
