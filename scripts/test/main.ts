/**
 * `npm test`: everything. For developers:
 *
 *   npm test -- --unit            only the tests that need no browser
 *   npm test -- --e2e             only the browser tests
 *   npm test -- redirect state    only files whose path matches one of the words
 *   npm test -- --again           files of browser tests that fail are run once more, as CI does
 */
import { keepInstallations } from '../nocobase/installed';
import { fromRoot } from '../paths';
import { ensureBrowser } from './browser';
import { type Project, type ProjectResult, runJest } from './jest';
import { shakingLines, sum } from './results';
import { chooseSeed } from './seed';
import { ensureServices, stopStartedServices } from './services';
import { ensureWebServers } from './web-servers';

/** Whether somebody wants this run to end; it then does so in order, as jest does, which is told the same. */
let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    isInterrupted = true;
  });
}

async function main(): Promise<ProjectResult> {
  const args = process.argv.slice(2);
  const filters = args.filter((arg) => !['--unit', '--e2e', '--again'].includes(arg));
  const runsAgain = args.includes('--again') || process.env.CI === 'true';
  const projects: Project[] = [];
  if (!args.includes('--e2e')) projects.push('unit');
  if (!args.includes('--unit')) projects.push('e2e');
  if (projects.includes('e2e')) ensureBrowser();
  ensureWebServers();
  process.env.FAST_CHECK_SEED = chooseSeed(process.env);
  console.log(`Random tests: FAST_CHECK_SEED=${process.env.FAST_CHECK_SEED}`);
  try {
    await ensureServices();
    const results: ProjectResult[] = [];
    // The browser tests begin with them, and unit tests leave a tenth of the machine. What fails here fails there, too.
    const kept = projects.length > 1 && filters.length === 0 ? keepInstallations().catch(() => undefined) : undefined;
    for (const project of projects) {
      if (project === 'e2e') await kept;
      const mayRunAgain = () => runsAgain && project === 'e2e' && !isInterrupted;
      if (!isInterrupted) results.push(await runJest(project, filters, mayRunAgain));
    }
    if (isInterrupted) throw new Error('Interrupted.');
    return { ...sum(results), shaking: results.flatMap(({ shaking }) => shaking) };
  } finally {
    await stopStartedServices();
  }
}

main().then(
  ({ passed, failed, skipped, shaking }) => {
    for (const line of shakingLines(shaking, fromRoot())) console.log(line);
    console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
    // No test at all is no success: a filter that matches nothing, a pattern that lost its files.
    process.exit(failed === 0 && passed > 0 ? 0 : 1);
  },
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    console.log('\n0 passed, 1 failed, 0 skipped');
    process.exit(1);
  },
);
