import net from 'node:net';
import { freePort, isPortTaken } from '../../ports';
import { type Service, startServer } from '../known-services';
import { ensureServices, stopStartedServices } from '../services';

beforeEach(() => jest.spyOn(console, 'log').mockImplementation());
afterEach(() => stopStartedServices());

const service = (port: number, start: Service['start']): Service => ({
  name: `Server ${port}`,
  host: '127.0.0.1',
  port,
  advice: 'turn the key',
  start,
});

/** A service that is installed and stopped. */
function stopped(port: number): Service {
  const code = `require('node:net').createServer().listen(${port}, '127.0.0.1')`;
  return service(port, () => startServer(process.execPath, '-e', code));
}

it('starts what is stopped, and stops at the end what it has started and nothing else', async () => {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const before = (server.address() as net.AddressInfo).port;
  const start = jest.fn();
  const port = await freePort();

  await ensureServices([service(before, start), stopped(port)]);
  expect(await isPortTaken(port)).toBe(true);
  expect(start).not.toHaveBeenCalled();

  await stopStartedServices();
  expect(await isPortTaken(port)).toBe(false);
  expect(await isPortTaken(before)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
});

it('says which one is missing and what to do, and stops what it had started by then', async () => {
  const [there, missing] = [await freePort(), await freePort()];
  const services = [stopped(there), service(missing, () => startServer('/nowhere/such-a-server'))];
  await expect(ensureServices(services)).rejects.toThrow(
    `Server ${missing} does not answer at 127.0.0.1:${missing}. Start it (turn the key).`,
  );
  await stopStartedServices();
  expect(await isPortTaken(there)).toBe(false);
});

it('starts nothing for a service on another machine', async () => {
  const start = jest.fn();
  const elsewhere = { ...service(9, start), host: '192.0.2.1' };
  await expect(ensureServices([elsewhere])).rejects.toThrow('192.0.2.1:9');
  expect(start).not.toHaveBeenCalled();
});
