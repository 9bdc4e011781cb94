import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { SAMPLE, type Simulator, startSimulator } from '../../../simulator';
import { decrypt } from '../../../simulator/events/crypto';
import { NocoBaseApi } from '../../nocobase';
import { prepareDirectory } from '../directory';

const KEYS = { token: 'T0ken', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };

let simulator: Simulator;
let server: http.Server;
let address: string;
/** What NocoBase was told, by action. */
let told: Map<string, Record<string, unknown>>;
/** What NocoBase has already. */
let isThere: boolean;
/** Does NocoBase answer WeCom's check of the address? */
let hasKeys: boolean;

function answer(action: string, body: Record<string, unknown>, query: URLSearchParams): unknown {
  if (query.has('echostr')) return hasKeys ? decrypt(KEYS.aesKey, query.get('echostr') ?? '').message : 'no';
  if (Object.keys(body).length > 0) told.set(action, body);
  if (action === 'pm:listEnabled') return [{ packageName: '@nocobase/plugin-departments' }];
  if (action === 'authenticators:list')
    return [{ id: 1, enabled: true, options: { corpId: SAMPLE.corpId, secret: '********' } }];
  if (action === 'wecomDirectory:newKeys') return KEYS;
  if (action === 'wecomDirectory:eventSettings') return { url: `${address}/api/wecom:events/wecom` };
  return action.endsWith(':list') && isThere ? [{ id: 1 }] : [];
}

beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const text = Buffer.concat(chunks).toString();
    const data = answer(pathname.replace('/api/', ''), text.startsWith('{') ? JSON.parse(text) : {}, searchParams);
    response.end(searchParams.has('echostr') ? String(data) : JSON.stringify({ data }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  simulator = await startSimulator();
  told = new Map();
  isThere = false;
  hasKeys = true;
});
afterEach(() => simulator.close());

const prepare = () => prepareDirectory(new NocoBaseApi(`${address}/api/`), simulator);

it('makes a source and a namesake, and the simulator sends events to the address that NocoBase names', async () => {
  await prepare();
  expect(told.get('userDataSyncSources:create')).toMatchObject({
    sourceType: 'wecom',
    enabled: true,
    options: { authenticator: 'wecom' },
  });
  expect(told.get('users:create')).toMatchObject({ username: 'xumin.old', nickname: '徐敏' });
  expect(told.get('authenticators:update')).toMatchObject({
    options: { corpId: SAMPLE.corpId, secret: SAMPLE.secret, eventToken: KEYS.token, eventAesKey: KEYS.aesKey },
  });
  simulator.control.deleteMember(SAMPLE.members.mixedCase);
  await simulator.control.eventsSettled();
  expect(simulator.control.deliveries().map(({ url }) => url.split('?')[0])).toEqual([
    `${address}/api/wecom:events/wecom`,
  ]);
});

it('keeps what an earlier run has made', async () => {
  isThere = true;
  await prepare();
  expect([...told.keys()]).toEqual(['authenticators:update']);
});

it('says when NocoBase does not take the events', async () => {
  hasKeys = false;
  await expect(prepare()).rejects.toThrow(/could not save the address for events/);
});
