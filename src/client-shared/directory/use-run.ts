import { useCallback, useEffect, useState } from 'react';
import { ask, sentenceOf } from '../account/requests';
import type { ClientApp } from '../client-app';
import type { Run } from './requests';

export type RunHandle = {
  run: Run | null;
  problem?: string;
  /** How many runs have ended while one looked; lists load again with it. */
  ended: number;
  show(run: Run): void;
  /** Begins one by an action of the server that answers the id of the run. */
  start(action: string, data: object): Promise<void>;
};

const NO_ANSWER = 'The server did not answer. Your network may be interrupted.';

/** One run, asked for again and again while it goes on. @param pollMs - how often */
export function useRun(app: ClientApp, newest: Run | null, pollMs: number): RunHandle {
  const [run, show] = useState(newest);
  const [problem, setProblem] = useState<string>();
  const [ended, setEnded] = useState(0);
  const [missed, setMissed] = useState(0);

  const look = useCallback(
    async (id: string): Promise<Run | null> =>
      (await ask<Run | null | undefined>(app, 'wecomDirectory:progress', { params: { run: id } })) ?? null,
    [app],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer that did not come is asked for again
  useEffect(() => {
    if (run?.state !== 'running') return undefined;
    let gone = false;
    const timer = window.setTimeout(async () => {
      try {
        const next = await look(run.id);
        if (gone) return;
        setProblem(undefined);
        if (!next) return setMissed((number) => number + 1);
        show(next);
        if (next.state !== 'running') setEnded((number) => number + 1);
      } catch (error) {
        if (gone) return;
        setProblem(sentenceOf(error) ?? NO_ANSWER);
        setMissed((number) => number + 1);
      }
    }, pollMs);
    return () => {
      gone = true;
      window.clearTimeout(timer);
    };
  }, [look, run, missed, pollMs]);

  const start = async (action: string, data: object) => {
    setProblem(undefined);
    try {
      const begun = await ask<{ run: string }>(app, action, { data });
      const first = await look(begun.run);
      if (!first) return;
      show(first);
      if (first.state !== 'running') setEnded((number) => number + 1);
    } catch (error) {
      setProblem(sentenceOf(error) ?? NO_ANSWER);
    }
  };
  return { run, problem, ended, show, start };
}
