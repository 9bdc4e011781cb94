import type { Outcome } from './outcome';
import type { Run, Runs, Stage } from './runs';

/** How often a long run says that it lives, in ms; a call to WeCom may take that long with its pauses. */
const BEAT_MS = 15_000;
/** Progress is written at most so often, in ms. */
const PROGRESS_MS = 500;

/** Says now and then how far a run has come; a run that was taken for dead hears of it here. */
export function sayProgress(runs: Runs, run: Pick<Run, 'id' | 'stage'>, outcome: Outcome) {
  let last = { at: Number.NEGATIVE_INFINITY, stage: run.stage };
  const beat = async (progress: { stage?: Stage; done?: number; total?: number }) => {
    await runs.beat(run.id, { ...progress, counts: { ...outcome.counts } });
    await runs.addResults(run.id, outcome.take());
  };
  // A long wait for WeCom says nothing otherwise. What it finds out the next progress throws.
  const timer = setInterval(() => void beat({}).catch(() => {}), BEAT_MS);
  timer.unref();
  return {
    /** @throws {DirectoryFault} `died` */
    say: async (stage: Stage, done: number, total: number) => {
      const isSoon = performance.now() - last.at < PROGRESS_MS;
      if (stage === last.stage && isSoon && done < total) return;
      last = { at: performance.now(), stage };
      await beat({ stage, done, total });
    },
    stop: () => clearInterval(timer),
  };
}
