import SharedRealm from '../../../../scripts/test/environment';

/** How many lines of the log a failed test shows. */
const LINES_TO_SHOW = 40;

interface TestEvent {
  name: string;
  test?: { errors: unknown[]; name: string };
}

/** Shows NocoBase's log after a test has failed, and is silent otherwise. Used by a docblock at the top of a test file. */
export default class QuietEnvironment extends SharedRealm {
  async handleTestEvent({ name, test }: TestEvent) {
    const logs = (this.global as { capturedLogs?: Set<{ lines: string[] }> }).capturedLogs ?? [];
    if (name === 'test_start') for (const log of logs) log.lines = [];
    if (name !== 'test_done' || !test?.errors.length) return;
    for (const { lines } of logs) {
      if (lines.length === 0) continue;
      process.stderr.write(`\nLog of "${test.name}":\n${lines.slice(-LINES_TO_SHOW).join('\n')}\n`);
    }
  }
}
