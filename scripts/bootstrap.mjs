/**
 * What every `npm run` command of this repository does first, with nothing but Node and npm: check Node, install the
 * dependencies when they are missing or not those of package-lock.json, then hand over to a TypeScript program.
 *
 * Plain JavaScript without imports from npm, because it runs before there is a node_modules.
 */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The first version that can load TypeScript through `--import`. */
const OLDEST_NODE = [20, 6];
/** There when the install scripts have run. */
const SQLITE = path.join('node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');
/** There while they run, and after one of them has failed. */
const COMPILING = path.join(ROOT, 'node_modules', '.compiling');

/**
 * Installs dependencies if needed, then runs `scripts/<program>` with the arguments of this process and ends with its
 * exit code.
 *
 * @param {string} program path below scripts/, such as `build/main.ts`
 * @param {() => void} ensure what the program needs; {@link ensurePackages} for one that does not run NocoBase
 */
export function runProgram(program, ensure = ensureDependencies) {
  ensure();
  const file = path.join(ROOT, 'scripts', program);
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  // A terminal sends Ctrl-C to the child as well; it decides when it is done. A plain kill of ours is passed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // npm does not pass on a kill at all: without it, we stop, too.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000).unref();
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

/** Installs the packages of package-lock.json unless exactly these are installed, and compiles what is not compiled. */
function ensureDependencies() {
  ensurePackages();
  ensureCompiled();
}

/** The first half of {@link ensureDependencies}: enough for everything that does not run NocoBase. */
export function ensurePackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    fail(`Node.js ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.version}.`);
  }
  if (packagesInstalled()) return;
  console.log('Installing dependencies (npm ci); the first time this takes some minutes ...');
  npm('ci', '--ignore-scripts');
}

/** The second half: npm's install scripts. SQLite is compiled where nobody has done so for this system. */
export function ensureCompiled() {
  if (fs.existsSync(path.join(ROOT, SQLITE)) && !fs.existsSync(COMPILING)) return;
  console.log('Preparing SQLite (npm rebuild) ...');
  fs.writeFileSync(COMPILING, '');
  npm('rebuild', '--no-bin-links');
  fs.rmSync(COMPILING);
}

function npm(...args) {
  const { status } = spawnSync('npm', [...args, '--no-progress', '--loglevel=error'], {
    cwd: ROOT,
    // With the optimisation that Node's build settings ask for, compiling SQLite would take twice as long.
    env: { CFLAGS: '-O1', ...process.env },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail(`npm ${args[0]} failed; its message is above.`);
}

/** Compares versions, not file times: a checkout touches package-lock.json without changing it. */
function packagesInstalled() {
  try {
    const wanted = readPackages('package-lock.json');
    const installed = readPackages(path.join('node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(
      ([name, entry]) => name === '' || entry.optional || entry.peer || installed[name]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

function readPackages(file) {
  return JSON.parse(fs.readFileSync(path.join(ROOT, file), 'utf8')).packages;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
