import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Environment variables of one NocoBase process. */
export type NocoBaseEnv = Record<string, string>;

/** What a NocoBase process may see of ours: enough to run, nothing that could change what it does. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/** How long a server may take to stop by itself before it is killed, in milliseconds. */
const STOP_GRACE = 10_000;

/** The root account that an installation makes. */
export const ADMIN = { account: 'admin@nocobase.com', password: 'admin123' };

const DEFAULT_ENV: NocoBaseEnv = {
  APP_ENV: 'production',
  APP_HOST: '127.0.0.1',
  DB_DIALECT: 'sqlite',
  INIT_APP_LANG: 'en-US',
  INIT_ROOT_EMAIL: ADMIN.account,
  INIT_ROOT_PASSWORD: ADMIN.password,
  INIT_ROOT_NICKNAME: 'Super Admin',
  INIT_ROOT_USERNAME: 'nocobase',
  TELEMETRY_ENABLED: 'off',
  NODE_ENV: 'production',
};

/** Starts `nocobase <command>` in an app folder; output is appended to `logFile`. */
export function spawnNocoBase(folder: string, command: string[], env: NocoBaseEnv, logFile: string): ChildProcess {
  fs.mkdirSync(path.dirname(logFile), { recursive: true });
  const log = fs.openSync(logFile, 'a');
  const inherited = Object.fromEntries(INHERITED.flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : [])));
  const child = spawn(process.execPath, ['nocobase.cjs', ...command], {
    cwd: folder,
    env: { ...inherited, ...DEFAULT_ENV, ...env, NODE_OPTIONS: '--preserve-symlinks' },
    stdio: ['ignore', log, log, 'ipc'],
    // Its own process group: Ctrl-C in a terminal must reach only us, so that we stop things in order.
    detached: true,
  });
  fs.closeSync(log);
  return child;
}

/**
 * Runs a NocoBase command to its end.
 *
 * @throws Error with the last lines of the log when the command fails.
 */
export async function runNocoBase(folder: string, command: string[], env: NocoBaseEnv, logFile: string): Promise<void> {
  const child = spawnNocoBase(folder, command, env, logFile);
  const code = await exitOf(child);
  if (code !== 0) throw new Error(`nocobase ${command.join(' ')} ended with ${code}\n${tail(logFile)}`);
}

/** Waits for the end of a process; answers its exit code, or null after a signal. */
function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
}

/** Stops a process and everything it started: politely first, then by force. Resolves when it is gone. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  const pid = child.pid;
  if (pid === undefined) return;
  const gone = exitOf(child);
  signalGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), STOP_GRACE);
  await gone;
  clearTimeout(timer);
  signalGroup(pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Waits until NocoBase answers requests.
 *
 * @param apiUrl address of the API with its trailing slash, such as `http://127.0.0.1:13000/api/`
 * @param timeout milliseconds
 * @throws Error with the last lines of the log when the process ends or time is up.
 */
export async function waitUntilReady(
  child: ChildProcess,
  apiUrl: string,
  logFile: string,
  timeout = 120_000,
): Promise<void> {
  const deadline = Date.now() + timeout;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`NocoBase ended while starting (${child.exitCode ?? child.signalCode})\n${tail(logFile)}`);
    }
    if (await isReady(apiUrl)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`NocoBase was not ready after ${timeout / 1000} s\n${tail(logFile)}`);
}

/** Whether NocoBase answers its health check; false while it starts, reloads or is not there. */
async function isReady(apiUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${apiUrl}__health_check`, { signal: AbortSignal.timeout(2_000) });
    return response.ok && (await response.text()) === 'ok';
  } catch {
    return false;
  }
}

/** The last lines of a log file, to show with an error. */
function tail(file: string, lines = 25): string {
  if (!fs.existsSync(file)) return '';
  const text = fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines);
  return text.map((line) => line.slice(0, 400)).join('\n');
}
