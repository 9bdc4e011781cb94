import type { Directory } from './directory';
import { DirectoryFault, toFault } from './fault';
import type { KnownLink } from './known';
import { Outcome } from './outcome';
import { sayProgress } from './progress';
import type { Run } from './runs';

/** Adds to the outcome. @returns links whose access waits for an administrator's word */
type Work = (run: Run, outcome: Outcome) => Promise<KnownLink[]>;

/**
 * Does a piece of work on a company as a run of its own, so that no other one is in its way.
 *
 * @returns undefined while another run is under way
 */
export async function beginPiece(
  directory: Directory,
  { source, corpId, trigger }: Pick<Run, 'source' | 'corpId' | 'trigger'>,
  work: Work,
): Promise<{ run: Run; done: Promise<void> } | undefined> {
  await directory.buryDead();
  const run = await directory.runs.begin({ source, corpId, trigger, kind: 'run' });
  if (!run) return undefined;
  const done = carryOut(directory, run, work);
  directory.goOn(done);
  return { run, done };
}

async function carryOut(directory: Directory, run: Run, work: Work): Promise<void> {
  const { log } = directory.options;
  const outcome = new Outcome((line, meta) => log.warn(line, meta));
  const progress = sayProgress(directory.runs, run, outcome);
  try {
    const held = await work(run, outcome);
    progress.stop();
    if (held.length > 0) await hold(directory, run, held, outcome);
    else if (run.trigger === 'event' && !outcome.hasNews()) await directory.runs.remove(run.id);
    else await directory.runs.end(run.id, 'done', outcome);
  } catch (error) {
    const fault = toFault(error);
    if (fault.problem === 'failed') directory.warn('wecom: a look at members failed', error);
    await directory.runs.end(run.id, 'failed', outcome, fault);
  } finally {
    progress.stop();
  }
  await directory.runs.forgetOld(run.source);
}

/** Access that would end, but for the guard: it waits with a run, and is told (S-63). One run collects what events find. */
async function hold(directory: Directory, run: Run, held: KnownLink[], outcome: Outcome): Promise<void> {
  const { runs, leavers, options } = directory;
  const { corpId } = run;
  const before = (await runs.waiting(corpId)).find(({ trigger }) => trigger === 'event');
  const target = before ?? run;
  await leavers.hold(target.id, corpId, held);
  const leaving = (await leavers.held(target.id)).length;
  const { present, endedLately } = await leavers.numbers(corpId, leaving);
  const values = { leaving, links: present + endedLately };
  const told = held.map(({ memberId, memberName, userId }) => ({ memberId, memberName, userId }));
  await runs.addResults(
    target.id,
    told.map((who) => ({ kind: 'leaving', ...who })),
  );
  options.log.warn('wecom: too many linked members are gone at once; an administrator is asked', values);
  if (before) {
    await runs.setNumbers(before.id, values);
    return runs.end(run.id, 'done', outcome);
  }
  outcome.set('leaving', values.leaving);
  outcome.set('links', values.links);
  return runs.end(run.id, 'waiting', outcome, new DirectoryFault('guard', values));
}
