const Sequencer = require('@jest/test-sequencer').default;

/** What takes minutes starts first, so that nobody waits for it at the end. */
const LONGEST = [
  'every-measure.e2e.ts',
  'installations.test.ts',
  'faults.test.ts',
  'accounts.test.ts',
  'error-pages.e2e.ts',
  'callback.e2e.ts',
  'auto-login.e2e.ts',
  'settings-form.e2e.ts',
  'life-cycle.e2e.ts',
  'sub-app.e2e.ts',
  'sign-in.e2e.ts',
  'many-nodes.e2e.ts',
];

const rank = ({ path }) => {
  const index = LONGEST.findIndex((name) => path.endsWith(`/${name}`));
  return index < 0 ? LONGEST.length : index;
};

/** The order of jest's test files; jest's own goes by size, which says nothing here. */
module.exports = class extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => rank(a) - rank(b));
  }
};
