/** Run by Node itself: uses the HTTP client as a plugin does that is enabled in a running NocoBase, and writes what came. */
import { lockdownSes } from '@nocobase/utils';
import { closeServers, connectProxy, serve } from './servers';

async function main(): Promise<void> {
  // As core/server/src/gateway/index.ts of NocoBase does it after the start.
  lockdownSes({
    consoleTaming: 'unsafe',
    errorTaming: 'unsafe',
    overrideTaming: 'moderate',
    stackFiltering: 'verbose',
  });
  // From here on nothing may change what JavaScript comes with, neither axios nor what our client loads now.
  const { createHttpClient } = require('../../http') as typeof import('../../http');
  const url = await serve((request, response) => {
    if (request.method === 'POST') request.pipe(response);
    else response.end('{"name":"\n"}');
  });
  const moved = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
  const silent = await serve(() => {});
  const large = await serve((_, response) => response.end('x'.repeat(300_000)));
  const client = createHttpClient();
  const proxied = createHttpClient({ proxyUrl: (await connectProxy()).url });
  const ask = (of: typeof client, to: URL, body?: unknown, signal?: AbortSignal) =>
    of.request({ endpoint: 'x', url: to, body, signal }).then(
      (answer) => answer.body,
      (error) => error.reason,
    );
  const answers = {
    isHardened: Object.isFrozen(Object.prototype),
    get: await ask(client, url),
    post: await ask(client, url, { a: 1 }),
    proxied: await ask(proxied, url, { a: 2 }),
    moved: await ask(client, moved),
    silent: await ask(client, silent, undefined, AbortSignal.timeout(100)),
    large: await ask(client, large),
  };
  console.log(JSON.stringify(answers));
  await closeServers();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
