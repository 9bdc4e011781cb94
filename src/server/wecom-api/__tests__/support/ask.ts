/** Asks an address in a process of its own, with the environment that it was started with: `ask.ts <url> [proxy]`. */
import { createHttpClient } from '../../http';

const [url = '', proxyUrl] = process.argv.slice(2);

createHttpClient({ proxyUrl, timeoutMs: 30_000 })
  .request({ endpoint: 'x', url: new URL(url) })
  .then(
    ({ body }) => console.log(JSON.stringify({ body })),
    ({ reason, detail }) => console.log(JSON.stringify({ reason, detail })),
  )
  .finally(() => process.exit());
