import type { Accounts } from '../accounts/accounts';
import type { WeComClient } from '../wecom-api/client';
import { askAbout } from './ask';
import { comeBack } from './come-back';
import { DirectoryFault } from './fault';
import { type Known, type KnownLink } from './known';
import { countEnding, type Leavers } from './leavers';
import { loadKnown } from './load-known';
import type { DirectoryOptions } from './options';
import type { Outcome } from './outcome';
import { hasChanges } from './plan-changes';
import { type DepartmentDecision, planDepartments } from './plan-departments';
import { type Gone, planLeaving } from './plan-leaving';
import { type MemberDecision, planMembers } from './plan-members';
import { type Company, readCompany } from './read';
import { removeDepartments } from './remove-departments';
import type { Run, RunKind, Stage } from './runs';
import { inTurns, type Sleep } from './turns';
import { writeUnmatched } from './unmatched';
import { isNews, writeDepartments } from './write-departments';
import { writeMembers } from './write-members';

export interface Synchronising {
  accounts: Accounts;
  leavers: Leavers;
  run: Pick<Run, 'id'> & { kind: RunKind };
  corpId: string;
  agentId: string;
  options: DirectoryOptions;
  client: WeComClient;
  contactClient?: WeComClient;
  /** Whether NocoBase's plugin of departments is enabled. */
  hasDepartments: boolean;
  outcome: Outcome;
  onProgress: (stage: Stage, done: number, total: number) => Promise<void>;
  forgetDepartments: (userIds: string[]) => Promise<void>;
  pause?: Sleep;
}

interface Plan {
  company: Company;
  known: Known;
  departments: DepartmentDecision[];
  members: MemberDecision[];
  gone: Gone[];
}

/**
 * One synchronisation: read everything, decide everything, and only then write. What goes wrong before the writing leaves
 * all as it was; what goes wrong in it is put right by the next run, since each row is compared anew.
 *
 * @throws {DirectoryFault} and the errors of `wecom-api`
 */
export async function synchronise(input: Synchronising): Promise<void> {
  const { run, outcome, onProgress } = input;
  const plan = await makePlan(input);
  count(plan, outcome);
  if (run.kind === 'preview') return preview(plan, outcome);
  await writePlan(input, plan);
  await onProgress('end', 1, 1);
}

async function makePlan(input: Synchronising): Promise<Plan> {
  const { accounts, corpId, client, contactClient, options, onProgress, pause, agentId } = input;
  const withDepartments = options.departments && input.hasDepartments;
  await onProgress('reading', 0, 0);
  let said = Promise.resolve();
  const company = await readCompany({
    ...{ client, agentId, contactClient, only: options.onlyDepartments, pause },
    onProgress: (done, total) => {
      said = said.then(() => onProgress('reading', done, total));
      // Awaited below; a run that was taken for dead ends there.
      said.catch(() => {});
    },
  });
  await said;
  await onProgress('planning', 0, 0);
  const { db } = accounts.setting;
  const isPartial = options.onlyDepartments.length > 0;
  const { members } = company;
  const known = await loadKnown({ db, accounts, corpId, members, departments: withDepartments, isPartial });
  const { createUsers, overwriteNames } = options;
  const rules = { createUsers, overwriteNames, departments: withDepartments, digestOf: accounts.setting.digestOf };
  const gone = await findGone(input, company, known);
  return {
    company,
    known,
    departments: withDepartments ? planDepartments(company.departments, known.departments, options) : [],
    members: planMembers(company.members, known, rules),
    gone,
  };
}

/**
 * Linked members who are not there any more. Each who is absent from the reading is asked about, unless they are so many
 * that the reading itself is in doubt.
 *
 * @throws {DirectoryFault} `guard`
 */
async function findGone(input: Synchronising, company: Company, known: Known): Promise<Gone[]> {
  const { client, options, leavers, corpId, pause, onProgress } = input;
  const { said, absent } = planLeaving(company.members, known, options.onlyDepartments.length > 0);
  const suspected = [...said, ...absent.map((link) => ({ link }))];
  if (await leavers.isTooMany(corpId, countEnding(suspected))) {
    // Half a list makes many seem absent, all of whom are there; only a few questions find out.
    const sample = await ask(absent.slice(0, 5));
    const isHalf = sample.some(({ verdict }) => verdict === 'present');
    await guard(
      input,
      isHalf ? 'empty' : 'guard',
      suspected.map(({ link }) => link),
    );
  }
  const answers = await ask(absent);
  const gone = [
    ...said,
    ...answers.filter((one): one is Gone => one.verdict !== 'present' && one.verdict !== one.link.away),
  ];
  if (await leavers.isTooMany(corpId, countEnding(gone)))
    await guard(
      input,
      'guard',
      gone.map(({ link }) => link),
    );
  return gone;

  function ask(links: KnownLink[]) {
    let done = 0;
    return inTurns(links, async (link) => {
      const { verdict } = await askAbout(client, link.memberId, { listed: company.listed, pause });
      done += 1;
      if (done % 50 === 0) await onProgress('planning', done, links.length);
      return { link, verdict };
    });
  }
}

async function guard(input: Synchronising, problem: 'guard' | 'empty', links: KnownLink[]): Promise<never> {
  const { leavers, corpId, run, outcome } = input;
  const ending = links.filter(({ state, away }) => state === 'active' && away === undefined);
  const { present, endedLately } = await leavers.numbers(corpId, ending.length);
  outcome.set('leaving', ending.length);
  outcome.set('links', present + endedLately);
  for (const { memberId, memberName, userId } of ending) {
    outcome.note({ kind: 'leaving', memberId, memberName, userId });
  }
  if (problem === 'guard' && run.kind === 'run') await leavers.hold(run.id, corpId, ending);
  throw new DirectoryFault(problem, { leaving: ending.length, links: present + endedLately });
}

/** Numbers of the plan, for the preview and for the results. */
function count({ company, members }: Plan, outcome: Outcome): void {
  outcome.set('members', company.members.size);
  outcome.set('departments', company.departments.length);
  outcome.set('known', members.filter(({ do: what }) => what === 'keep' || what === 'link').length);
  outcome.set('waiting', members.filter(({ do: what }) => what === 'wait').length);
}

/** What a run would do. */
function preview({ company, departments, members, gone }: Plan, outcome: Outcome): void {
  const nameOf = (memberId: string) => company.members.get(memberId)?.name;
  for (const one of members) {
    const { memberId } = one;
    const note = { memberId, memberName: nameOf(memberId) };
    if (one.do === 'make') outcome.add('made');
    if (one.do === 'link') outcome.add('linked');
    if (one.do === 'keep') outcome.add(hasChanges(one.changes) ? 'changed' : 'unchanged');
    if (one.do === 'make') outcome.note({ kind: 'made', ...note });
    if (one.do === 'link') outcome.note({ kind: 'linked', ...note, userId: one.userId });
    if (one.do === 'wait') outcome.note({ kind: 'waiting', ...note, reason: one.reason, userId: one.candidates[0] });
  }
  for (const { link, verdict } of gone) {
    outcome.add(verdict === 'out-of-range' ? 'outOfRange' : verdict);
    outcome.note({ kind: verdict, memberId: link.memberId, memberName: link.memberName, userId: link.userId });
  }
  for (const one of departments) {
    if (one.do === 'make') outcome.add('departmentsMade');
    else if (one.do === 'vanish') outcome.add('departmentsRemoved');
    else if (isNews(one)) outcome.add('departmentsChanged');
  }
}

async function writePlan(input: Synchronising, { company, known, departments, members, gone }: Plan): Promise<void> {
  const { accounts, leavers, corpId, client, options, outcome, run, onProgress, forgetDepartments, pause } = input;
  const { setting } = accounts;
  const withDepartments = options.departments && input.hasDepartments;
  // First of all, since it matters most: whoever is gone is out, whatever happens to the rest.
  await onProgress('leavers', 0, gone.length);
  await leavers.end(gone, { lockOut: options.onLeave === 'lockout' }, outcome);
  await comeBack(accounts, members, outcome);
  if (withDepartments) {
    await onProgress('departments', 0, departments.length);
    const progress = { done: 0, total: 0 };
    await writeDepartments(departments, {
      ...{ setting, corpId, known: known.departments, outcome },
      onProgress: (done, total) => Object.assign(progress, { done, total }),
    });
    await onProgress('departments', progress.done, progress.total);
  }
  await writeMembers(members, {
    ...{ setting, corpId, members: company.members, known, outcome, forgetDepartments },
    authenticator: options.authenticator,
    departments: withDepartments,
    onProgress: (done, total) => onProgress('members', done, total),
  });
  const isPartial = options.onlyDepartments.length > 0;
  const { authenticator } = options;
  await writeUnmatched(members, { setting, corpId, authenticator, runId: run.id, company, isPartial });
  if (withDepartments) {
    await removeDepartments(departments, { setting, client, corpId, known, outcome, forgetDepartments, pause });
  }
}
