const fs = require('node:fs');
const path = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * How long each test file took when it last passed, in ms. In jest's cache, which all checkouts of a machine share: a fresh
 * clone, such as CI's, has no other memory.
 */
const memoryOf = ({ context }) => path.join(context.config.cacheDirectory, 'plugin-auth-wecom-durations.json');

const nameOf = ({ path: file, context }) => path.relative(context.config.rootDir, file);

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** The same of the long ones, for a machine that has timed none. Only a hint: it need not be exact. */
const knownOf = ({ context }) => path.join(context.config.rootDir, 'scripts', 'test', 'durations.json');

const sizeOf = (file) => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * The order of jest's test files: what takes longest starts first, so that at the end no worker waits for the other. Files
 * that nobody has timed come before all others, the largest first.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    if (tests.length === 0) return tests;
    const durations = { ...read(knownOf(tests[0])), ...read(memoryOf(tests[0])) };
    const keys = new Map(
      tests.map((test) => [test, [durations[nameOf(test)] ?? Number.POSITIVE_INFINITY, sizeOf(test.path)]]),
    );
    return [...tests].sort((a, b) => {
      const [[first, size], [second, otherSize]] = [keys.get(a), keys.get(b)];
      return first === second ? otherSize - size : second - first;
    });
  }

  cacheResults(tests, { testResults }) {
    if (tests.length === 0) return;
    const file = memoryOf(tests[0]);
    const { rootDir } = tests[0].context.config;
    const durations = read(file);
    for (const { testFilePath, perfStats, numPassingTests, numFailingTests } of testResults) {
      // What failed may have ended early, or late.
      if (numPassingTests > 0 && numFailingTests === 0) {
        durations[path.relative(rootDir, testFilePath)] = perfStats.end - perfStats.start;
      }
    }
    fs.mkdirSync(path.dirname(file), { recursive: true });
    // Other runs may be reading it.
    fs.writeFileSync(`${file}.${process.pid}`, JSON.stringify(durations, null, 1));
    fs.renameSync(`${file}.${process.pid}`, file);
  }
};
