import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { NocoBaseApi } from '../api';

const BUSY = { errors: [{ message: 'SQLITE_BUSY: database is locked' }] };

let answers: { status: number; body: object }[] = [];
let api: NocoBaseApi;
const server = http.createServer((_request, response) => {
  const { status, body } = answers.shift() ?? { status: 200, body: { data: 'done' } };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api = new NocoBaseApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`);
});

afterAll(() => server.close());

it('calls NocoBase again while SQLite is busy', async () => {
  answers = [
    { status: 500, body: BUSY },
    { status: 500, body: BUSY },
  ];
  expect((await api.call('authenticators:create', { body: {} })).data).toBe('done');
});

it.each([
  ['an action of this plugin', 'wecomDirectory:sync', 500, BUSY],
  ['another failure', 'authenticators:create', 500, { errors: [{ message: 'Internal Server Error' }] }],
  ['a refusal that says so', 'authenticators:create', 400, BUSY],
])('takes %s as it is', async (_name, action, status, body) => {
  answers = [{ status, body }];
  await expect(api.call(action, { body: {} })).rejects.toMatchObject({ answer: { status } });
  expect(answers).toEqual([]);
});
