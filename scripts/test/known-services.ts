import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { MARIADB, POSTGRES, REDIS_URL } from '../nocobase/databases';
import { stopProcess } from '../nocobase/process';

/** Ends what was started; resolves when it is gone. */
export type Stop = () => Promise<void>;

/** A server that some tests talk to. */
export interface Service {
  name: string;
  host: string;
  port: number;
  /** What a person does to start it, after "start it: ". */
  advice: string;
  /** Starts one that is installed here and stopped; undefined where there is none, or it runs already elsewhere. */
  start(): Promise<Stop | undefined>;
}

const MARIADBD = '/usr/sbin/mariadbd';
const redis = new URL(REDIS_URL);
const redisPort = Number(redis.port || 6379);

/** The servers of the tests. */
export const SERVICES = {
  postgresql: {
    name: 'PostgreSQL',
    host: POSTGRES.host,
    port: POSTGRES.port,
    advice: 'on Debian: apt-get install postgresql && pg_ctlcluster <version> main start',
    async start() {
      const version = fs.existsSync('/etc/postgresql') ? fs.readdirSync('/etc/postgresql').sort().at(-1) : undefined;
      if (!version) return undefined;
      const control = (...command: string[]) =>
        run('pg_ctlcluster', '--skip-systemctl-redirect', version, 'main', ...command);
      // Fails when the cluster runs already, at another port.
      if (!control('start')) return undefined;
      return async () => {
        control('stop', '--mode', 'fast');
      };
    },
  },
  mariadb: {
    name: 'MariaDB',
    host: MARIADB.host,
    port: MARIADB.port,
    advice: 'on Debian: apt-get install mariadb-server && service mariadb start',
    async start() {
      // A second one at another port would have the same data.
      if (run('start-stop-daemon', '--status', '--exec', MARIADBD)) return undefined;
      return startServer(MARIADBD, `--port=${MARIADB.port}`);
    },
  },
  redis: {
    name: 'Redis',
    host: redis.hostname,
    port: redisPort,
    advice: `on Debian: apt-get install redis-server && redis-server --daemonize yes --port ${redisPort}`,
    start: () =>
      startServer(
        'redis-server',
        ...['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      ),
  },
} satisfies Record<string, Service>;

/** Starts a server that stays in the foreground; undefined when there is no such program. */
export async function startServer(program: string, ...args: string[]): Promise<Stop | undefined> {
  // Its own process group: Ctrl-C in a terminal must not end it under the tests, which end in order.
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  const isThere = await new Promise<boolean>((resolve) => {
    child.once('spawn', () => resolve(true));
    child.once('error', () => resolve(false));
  });
  return isThere ? () => stopProcess(child) : undefined;
}

function run(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
