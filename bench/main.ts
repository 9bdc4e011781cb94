/**
 * `npm run bench`: measures the plugin against what one would use instead. For developers:
 *
 *   npm run bench -- --only throughput    one measure (may be given several times)
 *   npm run bench -- --short              few repetitions: shows that all measures work; no number is published
 *   npm run bench -- --full               with tables of a million users, too: an hour more
 *   npm run bench -- --list               names of the measures
 */
import { parseArgs } from 'node:util';
import { ensureBrowser } from '../scripts/test/browser';
import { SERVICES } from '../scripts/test/known-services';
import { ensureServices, stopStartedServices } from '../scripts/test/services';
import { MEASURES } from './measures';
import { publish, RESULTS, SHORT_RESULTS, saveOutcome, tableOf } from './report';
import type { Result } from './result';
import { closeSharedScenes, shareScenes } from './scene';

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      short: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  if (values.list) {
    for (const { name, title } of MEASURES) console.log(`${name.padEnd(12)} ${title}`);
    return true;
  }
  const unknown = values.only?.find((name) => !MEASURES.some((measure) => measure.name === name));
  if (unknown) throw new Error(`There is no measure "${unknown}"; --list names them.`);
  const chosen = MEASURES.filter(({ name }) => !values.only || values.only.includes(name));

  if (chosen.some(({ name }) => name === 'workbench')) ensureBrowser();
  await ensureServices([SERVICES.postgresql, SERVICES.redis]);
  if (values.short) shareScenes();
  const results: Result[] = [];
  const failed: string[] = [];
  for (const { name, title, run } of chosen) {
    console.log(`\n${title}`);
    try {
      const outcome = await run({ short: values.short, full: values.full, say: (text) => console.log(`  ${text}`) });
      results.push(...outcome.results);
      saveOutcome(name, outcome, values.short ? SHORT_RESULTS : RESULTS);
      console.log(tableOf(outcome.results));
    } catch (error) {
      // One that fails must not cost the minutes of the others.
      console.error(error);
      failed.push(name);
    }
  }
  if (!values.short) publish(MEASURES.map(({ name }) => name));
  console.log(`\n${tableOf(results)}`);
  if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
  await closeSharedScenes();
  return failed.length === 0;
}

async function end(code: number): Promise<void> {
  await stopStartedServices();
  process.exit(code);
}

process.once('SIGINT', () => end(1));
process.once('SIGTERM', () => end(1));
// A test that started this has ended.
process.once('disconnect', () => end(1));
main().then(
  (done) => end(done ? 0 : 1),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    return end(1);
  },
);
