/**
 * `npm test`: everything. For developers:
 *
 *   npm test -- --unit            only the tests that need no browser
 *   npm test -- --e2e             only the browser tests
 *   npm test -- redirect state    only files whose path matches one of the words
 */
import { ensureBrowser } from './browser';
import { runJest, sum, type Totals } from './jest';
import { ensureServices } from './services';

async function main(): Promise<Totals> {
  const args = process.argv.slice(2);
  const filters = args.filter((arg) => !['--unit', '--e2e'].includes(arg));
  const runsUnit = !args.includes('--e2e');
  const runsE2e = !args.includes('--unit');
  if (runsE2e) ensureBrowser();
  await ensureServices();
  const totals: Totals[] = [];
  if (runsUnit) totals.push(await runJest('unit', filters));
  if (runsE2e) totals.push(await runJest('e2e', filters));
  return sum(totals);
}

main().then(
  ({ passed, failed, skipped }) => {
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
