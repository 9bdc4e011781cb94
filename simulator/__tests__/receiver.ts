/** An application that gets events: what came, and what it is to answer. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt } from '../events/crypto';

export const TOKEN = 'QDG6eK';
const KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';

export interface Received {
  query: Record<string, string>;
  envelope: string;
  /** What was encrypted in it. */
  message: string;
}

export type Said = { status?: number; body?: string } | 'silence';

/** Text of the first element of this name. */
export const field = (xml: string, name: string) =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(xml)?.[1];

export const opened = (encrypted: string) => decrypt(KEY, encrypted);

/** One per test file, as good as new before each test: it passes the check of its address and takes every event. */
export function sharedReceiver() {
  let server: Server;
  const receiver = {
    received: [] as Received[],
    answer: (_: string | null): Said => ({}),
    callback: { url: '', token: TOKEN, encodingAesKey: KEY },
  };
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let envelope = '';
      for await (const chunk of request) envelope += chunk;
      const { searchParams } = new URL(request.url ?? '', receiver.callback.url);
      const query = Object.fromEntries(searchParams);
      const encrypted = field(envelope, 'Encrypt');
      if (encrypted) receiver.received.push({ query, envelope, message: opened(encrypted).message });
      const said = receiver.answer(query.echostr ? opened(query.echostr).message : null);
      if (said !== 'silence') response.writeHead(said.status ?? 200).end(said.body ?? '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    receiver.callback.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/wecom:contacts/demo`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    receiver.received = [];
    receiver.answer = (plain) => ({ body: plain ?? '' });
  });
  return receiver;
}
