import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { MARIADB, POSTGRES, REDIS_URL } from '../nocobase/databases';
import { isPortTaken } from '../ports';

/** A server that some tests talk to. */
interface Service {
  name: string;
  host: string;
  port: number;
  /** What a person does to start it, after "start it: ". */
  advice: string;
  /** Starts an installed but stopped one; absent where that cannot be known. */
  start?: () => string[] | undefined;
}

const redis = new URL(REDIS_URL);

const SERVICES: Service[] = [
  {
    name: 'PostgreSQL',
    ...POSTGRES,
    advice: 'on Debian: apt-get install postgresql && pg_ctlcluster <version> main start',
    start: () => {
      const version = fs.existsSync('/etc/postgresql') ? fs.readdirSync('/etc/postgresql').sort().at(-1) : undefined;
      return version ? ['pg_ctlcluster', '--skip-systemctl-redirect', version, 'main', 'start'] : undefined;
    },
  },
  {
    name: 'MariaDB',
    ...MARIADB,
    advice: 'on Debian: apt-get install mariadb-server && service mariadb start',
    start: () => ['start-stop-daemon', '--start', '--oknodo', '--background', '--exec', '/usr/sbin/mariadbd'],
  },
  {
    name: 'Redis',
    host: redis.hostname,
    port: Number(redis.port || 6379),
    advice: 'on Debian: apt-get install redis-server && redis-server --daemonize yes',
    start: () => ['redis-server', '--daemonize', 'yes', '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
  },
];

/** How long a service may take to listen after it was started, in milliseconds. */
const START_TIME = 15_000;

/**
 * Makes sure that the servers the tests need can be reached; starts those that are installed here and stopped.
 *
 * @throws Error that names each missing one, where it was looked for and how to start it.
 */
export async function ensureServices(): Promise<void> {
  const missing: string[] = [];
  for (const service of SERVICES) {
    if (await isPortTaken(service.port, service.host)) continue;
    if (await startHere(service)) continue;
    missing.push(`${service.name} does not answer at ${service.host}:${service.port}. Start it (${service.advice}).`);
  }
  if (missing.length > 0) {
    const elsewhere =
      'Other addresses: TEST_POSTGRES_HOST, TEST_MARIADB_HOST (also _PORT, _USER, _PASSWORD), TEST_REDIS_URL.';
    throw new Error([...missing, elsewhere].join('\n'));
  }
}

async function startHere(service: Service): Promise<boolean> {
  const isLocal = ['127.0.0.1', 'localhost', '::1'].includes(service.host);
  const command = isLocal ? service.start?.() : undefined;
  if (!command) return false;
  const [program = '', ...args] = command;
  if (spawnSync(program, args, { stdio: 'ignore' }).status !== 0) return false;
  console.log(`Started ${service.name}.`);
  const deadline = Date.now() + START_TIME;
  while (Date.now() < deadline) {
    if (await isPortTaken(service.port, service.host)) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return false;
}
