import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { SAMPLE, type Simulator, startSimulator } from '../../../simulator';
import { SECRET_MASK } from '../../../src/shared/constants';
import { NocoBaseApi } from '../../nocobase';
import { simulatorOptions } from '../../nocobase/wecom';
import { prepareData } from '../data';

const ORIGIN = 'http://127.0.0.1:13000';
const EARLIER_SIMULATOR = 'http://127.0.0.1:7080';

let simulator: Simulator;
let server: http.Server;
let api: NocoBaseApi;
/** The authenticator as an earlier run of the demo saved it. */
let saved: { id: number; name: string; enabled: boolean; options: Record<string, unknown> };

/** NocoBase as far as a second start of the demo needs it: every user is there already. */
function answer(action: string, body: { options: Record<string, unknown> }): { status?: number; data: unknown } {
  if (action === 'auth:signIn') return { data: { token: 'token' } };
  if (action === 'users:list') return { data: [{ id: 1 }] };
  if (action === 'authenticators:list') return { data: [{ ...saved, options: masked(saved.options) }] };
  if (action !== 'authenticators:update') return { status: 404, data: action };
  const { secret, apiBaseUrl } = body.options;
  if (secret === SECRET_MASK && apiBaseUrl !== saved.options.apiBaseUrl)
    return { status: 400, data: 'enter the secret' };
  saved = { ...saved, ...body };
  return { data: saved };
}

function masked(options: Record<string, unknown>): Record<string, unknown> {
  return { ...options, secret: SECRET_MASK };
}

beforeAll(async () => {
  simulator = await startSimulator();
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const action = new URL(request.url ?? '', ORIGIN).pathname.replace('/api/', '');
    const { status = 200, data } = answer(action, JSON.parse(Buffer.concat(chunks).toString() || '{}'));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api = new NocoBaseApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`);
});
afterAll(async () => {
  await simulator.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it('points a demo of an earlier run at a simulator with another port, and keeps what the person has set', async () => {
  const options = simulatorOptions(EARLIER_SIMULATOR, ORIGIN, { public: { autoLogin: true } });
  saved = { id: 1, name: 'wecom', enabled: true, options };
  await prepareData(api, simulator, ORIGIN);
  expect(saved).toMatchObject({
    enabled: true,
    options: {
      secret: SAMPLE.secret,
      apiBaseUrl: simulator.url,
      oauthBaseUrl: simulator.url,
      loginBaseUrl: simulator.url,
      public: { autoLogin: true },
    },
  });
});
