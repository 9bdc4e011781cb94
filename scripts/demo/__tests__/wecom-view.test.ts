import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../../ports';
import { startWeComView, type WeComView } from '../wecom-view';

let target: http.Server;
let view: WeComView;
let origin: string;
const seen: http.IncomingMessage[] = [];

beforeAll(async () => {
  target = http.createServer((request, response) => {
    seen.push(request);
    response.writeHead(302, {
      location: `http://wecom.invalid/authorize?redirect_uri=${encodeURIComponent(`${origin}/wecom/callback`)}`,
      'set-cookie': 'wecom_state_main_1=sealed; Path=/api/',
    });
    response.end();
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
  view = await startWeComView(origin, await freePort());
});
afterAll(async () => {
  await view.close();
  target.closeAllConnections();
  await new Promise((resolve) => target.close(resolve));
});

it('shows the application as the WeCom client sees it, with the way back to the same address', async () => {
  const answer = await fetch(`${view.origin}/api/wecom:authorize?authenticator=wecom`, {
    redirect: 'manual',
    headers: { origin: view.origin, referer: `${view.origin}/signin` },
  });
  expect(answer.headers.get('location')).toBe(
    `http://wecom.invalid/authorize?redirect_uri=${encodeURIComponent(`${view.origin}/wecom/callback`)}`,
  );
  expect(answer.headers.get('set-cookie')).toContain('wecom_state_main_1=sealed');
  expect(seen[0]?.headers).toMatchObject({
    'user-agent': expect.stringContaining('wxwork/'),
    host: new URL(origin).host,
    origin,
    referer: `${origin}/signin`,
  });
});
