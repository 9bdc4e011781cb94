import { isPortTaken } from '../ports';
import { SERVICES, type Service, type Stop } from './known-services';

/** How long a service may take to listen after it was started, in milliseconds. */
const START_TIME = 15_000;

/** What this process has started and must stop. */
const started: { name: string; stop: Stop }[] = [];

/**
 * Makes sure that the servers the tests need can be reached; starts those that are installed here and stopped. Whoever
 * calls this ends with {@link stopStartedServices}, also when this throws.
 *
 * @throws Error that names each missing one, where it was looked for and how to start it.
 */
export async function ensureServices(services: Service[] = Object.values(SERVICES)): Promise<void> {
  const missing: string[] = [];
  for (const service of services) {
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

/** Stops what {@link ensureServices} has started, and nothing that ran before. */
export async function stopStartedServices(): Promise<void> {
  for (const { name, stop } of started.splice(0)) {
    try {
      await stop();
      console.log(`Stopped ${name}.`);
    } catch (error) {
      // The others are to be stopped all the same.
      console.error(`${name} could not be stopped:`, error);
    }
  }
}

async function startHere(service: Service): Promise<boolean> {
  const isLocal = ['127.0.0.1', 'localhost', '::1'].includes(service.host);
  const stop = isLocal ? await service.start() : undefined;
  if (!stop) return false;
  started.push({ name: service.name, stop });
  console.log(`Started ${service.name}.`);
  const deadline = Date.now() + START_TIME;
  while (Date.now() < deadline) {
    if (await isPortTaken(service.port, service.host)) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return false;
}
