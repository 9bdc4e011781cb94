import type { IncomingMessage } from 'node:http';
import type { Context, Next } from '@nocobase/actions';
import { type Hint, hintOfApp, hintOfContacts } from '../../directory/events';
import { serviceOf } from '../../service';
import { type CallbackKeys, CallbackRefused, openEcho, openEvent } from '../../wecom-api/callback';
import { setPrivateHeaders } from '../answer';
import { requestReference } from '../request';

/** Longest body, in bytes; WeCom's have a few hundred. */
const LONGEST_BODY = 64 * 1024;
/** How old an event may be, or how far ahead the clock of its sender, in ms. */
const MOST_AGE_MS = 10 * 60_000;
/** Longest time for a body to come, in ms. */
const BODY_MS = 4_000;

/**
 * `GET` and `POST /api/wecom:events/<authenticator>`: events of an app (接收消息). Anybody may call it; what nobody has signed
 * is refused, and what is signed is a hint only (S-62).
 */
export const events = receiver(
  (ctx, name) => serviceOf(ctx.app).directory.sources.eventKeys(name),
  hintOfApp,
  (name) => `events:${name}`,
);

/** `GET` and `POST /api/wecom:contacts/<source>`: events of contact synchronisation (通讯录同步). */
export const contacts = receiver(
  async (ctx, name) => {
    const { sources } = serviceOf(ctx.app).directory;
    const source = await sources.find(name);
    return source?.enabled ? sources.contactKeys(source) : undefined;
  },
  hintOfContacts,
  (name) => `contacts:${name}`,
);

function receiver(
  keysOf: (ctx: Context, name: string) => Promise<CallbackKeys | undefined>,
  hintOf: (fields: ReadonlyMap<string, string>) => Hint,
  keyOf: (name: string) => string,
) {
  return async (ctx: Context, next: Next) => {
    setPrivateHeaders(ctx);
    ctx.withoutDataWrapping = true;
    ctx.type = 'text/plain';
    const name = String(ctx.action.params.filterByTk ?? '');
    // Of settings that cannot be used nothing is told here.
    const keys = await keysOf(ctx, name).catch(() => undefined);
    try {
      if (!keys) throw new CallbackRefused('query');
      const { events, watch } = serviceOf(ctx.app);
      if (ctx.method === 'GET') {
        const { content, sentAt } = openEcho(keys, ctx.query);
        assertFresh(sentAt);
        ctx.body = content;
      } else {
        const { content, sentAt, signature } = openEvent(keys, ctx.query, await bodyOf(ctx));
        assertFresh(sentAt);
        // WeCom sends again what was not answered in five seconds; anybody may send again what was seen on the way.
        const isFirst = await events.isFirst(signature, MOST_AGE_MS * 2);
        if (isFirst) {
          await events.noteArrival(keyOf(name));
          watch?.add(keys.corpId, hintOf(content));
        }
        ctx.body = 'success';
      }
    } catch (error) {
      if (!(error instanceof CallbackRefused)) throw error;
      ctx.logger.warn(`wecom: an event was refused: ${error.reason}`, { reference: requestReference(ctx) });
      ctx.status = 403;
      ctx.body = 'refused';
    }
    await next();
  };
}

/** @throws {CallbackRefused} for what is too old: the protocol itself lets it be repeated for ever */
function assertFresh(sentAt: number): void {
  if (Math.abs(Date.now() - sentAt) > MOST_AGE_MS) throw new CallbackRefused('query');
}

/** NocoBase reads no XML. What it has read as something else is taken from there. @throws {CallbackRefused} */
async function bodyOf(ctx: Context): Promise<string> {
  const { rawBody } = ctx.request as { rawBody?: unknown };
  if (typeof rawBody === 'string') {
    if (rawBody.length > LONGEST_BODY) throw new CallbackRefused('content');
    return rawBody;
  }
  return read(ctx.req);
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const refuse = () => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      request.resume();
      reject(new CallbackRefused('content'));
    };
    const timer = setTimeout(refuse, BODY_MS);
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length > LONGEST_BODY) return refuse();
      parts.push(part);
    });
    request.on('end', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(parts).toString('utf8'));
    });
    request.on('error', refuse);
  });
}
