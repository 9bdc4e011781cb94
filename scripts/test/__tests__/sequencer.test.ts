import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

interface Test {
  path: string;
  context: { config: { cacheDirectory: string; rootDir: string } };
}

interface Sequencer {
  sort(tests: Test[]): Test[];
  cacheResults(tests: Test[], results: { testResults: object[] }): void;
}

const Sequencer: new (options: object) => Sequencer = require('../sequencer.cjs');

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'auth-wecom-sequencer-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** A test file of a checkout, as large as its name is long. */
function file(name: string, checkout = 'clone'): Test {
  const rootDir = path.join(folder, checkout);
  fs.mkdirSync(rootDir, { recursive: true });
  fs.writeFileSync(path.join(rootDir, name), name);
  return {
    path: path.join(rootDir, name),
    context: { config: { rootDir, cacheDirectory: path.join(folder, 'cache') } },
  };
}

const took = (test: Test, ms: number, numFailingTests = 0) => ({
  testFilePath: test.path,
  perfStats: { start: 1_000, end: 1_000 + ms },
  numPassingTests: 1,
  numFailingTests,
});
const order = (tests: Test[]) => new Sequencer({}).sort(tests).map((test) => path.basename(test.path));

it('begins with the largest where nothing is known', () => {
  expect(order([file('a'), file('ccc'), file('bb')])).toEqual(['ccc', 'bb', 'a']);
  expect(order([])).toEqual([]);
});

it('knows the long ones on a machine that has timed none', () => {
  const tests = [file('long'), file('longest'), file('other')];
  const known = path.join(folder, 'clone', 'scripts', 'test');
  fs.mkdirSync(known, { recursive: true });
  fs.writeFileSync(path.join(known, 'durations.json'), JSON.stringify({ long: 50_000, longest: 90_000 }));
  expect(order(tests)).toEqual(['other', 'longest', 'long']);
  new Sequencer({}).cacheResults(tests, { testResults: [took(tests[0]!, 99_000)] });
  expect(order(tests)).toEqual(['other', 'long', 'longest']);
});

it('is told of files that there are', () => {
  const root = path.join(__dirname, '..', '..', '..');
  const known = JSON.parse(fs.readFileSync(path.join(root, 'scripts', 'test', 'durations.json'), 'utf8'));
  expect(Object.keys(known).filter((name) => !fs.existsSync(path.join(root, name)))).toEqual([]);
});

it('begins with what took longest, in another checkout too, and with what nobody has timed', () => {
  const [a, bb, ccc] = [file('a'), file('bb'), file('ccc')];
  new Sequencer({}).cacheResults([a, bb, ccc], { testResults: [took(a, 30), took(bb, 20), took(ccc, 10)] });
  expect(order([ccc, bb, a])).toEqual(['a', 'bb', 'ccc']);
  const others = ['a', 'bb', 'ccc', 'dddd'].map((name) => file(name, 'another'));
  expect(order(others)).toEqual(['dddd', 'a', 'bb', 'ccc']);
});

it('learns nothing from what failed', () => {
  const [a, bb] = [file('a'), file('bb')];
  new Sequencer({}).cacheResults([a, bb], { testResults: [took(a, 30), took(bb, 20)] });
  new Sequencer({}).cacheResults([a, bb], { testResults: [took(a, 1, 1), took(bb, 25)] });
  expect(order([bb, a])).toEqual(['a', 'bb']);
});
