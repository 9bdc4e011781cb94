import { AsyncLocalStorage } from 'node:async_hooks';
import type { Writer } from './writer';

interface Mark {
  writer: Writer;
  /** Whether the marked function still runs: what it has started must not go on under its name. */
  isOpen: boolean;
}

const marks = new AsyncLocalStorage<Mark>();
/** How many marked functions run. */
let open = 0;

/**
 * Marks all that a function writes, and nothing that it leaves running: a workflow that such a write starts is not the
 * writer's. Only for writes of this plugin and of NocoBase's synchronisation, which name nobody.
 */
export async function markedAs<T>(writer: Writer, run: () => Promise<T>): Promise<T> {
  const mark: Mark = { writer, isOpen: true };
  open += 1;
  try {
    return await marks.run(mark, run);
  } finally {
    mark.isOpen = false;
    open -= 1;
    // While a store is in use, Node follows every promise of the process, which makes them three times as slow.
    if (open === 0) marks.disable();
  }
}

/** @returns the writer of the marked function that is running, if any */
export function markedWriter(): Writer | undefined {
  const mark = marks.getStore();
  return mark?.isOpen ? mark.writer : undefined;
}
