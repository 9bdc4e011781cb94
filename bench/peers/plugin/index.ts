import { Agent, request } from 'node:http';
import type { Context, Next } from '@nocobase/actions';
import { type AuthConfig, BaseAuth } from '@nocobase/auth';
import type { Model } from '@nocobase/database';
import { Plugin } from '@nocobase/server';
import { directoryActions, registerPlainSource } from './directory';
import { collected } from './memory';

const agent = new Agent({ keepAlive: true });
const users = new Map<number, Model>();

/**
 * What no WeCom plugin can beat: NocoBase's own sign-in with a `validate()` that knows the user already. With `urls` in
 * the values it first asks for each of them, one after the other, as any sign-in with WeCom has to.
 */
class InstantAuth extends BaseAuth {
  constructor(config: AuthConfig) {
    super({ ...config, userCollection: config.ctx.db.getCollection('users') });
  }

  override async validate(): Promise<Model> {
    const { userId, urls = [] } = this.ctx.action.params.values as { userId: number; urls?: string[] };
    for (const url of urls) await get(url);
    const known = users.get(userId) ?? ((await this.ctx.db.getModel('users').findByPk(userId)) as Model);
    users.set(userId, known);
    return known;
  }
}

function get(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
}

/** Memory of the server after a garbage collection, in bytes. */
async function memory(ctx: Context, next: Next) {
  collected();
  ctx.body = process.memoryUsage();
  await next();
}

/** Times look-ups of users by WeCom id, ours and NocoBase's, in the server itself. Answers ms per look-up. */
async function lookUp(ctx: Context, next: Next) {
  const { corpId, ids, how } = ctx.action.params.values as { corpId: string; ids: string[]; how: 'ours' | 'nocobase' };
  const { accounts } = serviceOf(ctx);
  const authenticator = await ctx.db.getRepository('authenticators').findOne({ filter: { name: 'wecom' } });
  const latencies: number[] = [];
  for (const id of ids) {
    const start = performance.now();
    const found =
      how === 'ours'
        ? await accounts.findLinked({ corpId, memberId: id, userId: id }, 'wecom')
        : await authenticator.findUser(id);
    latencies.push(performance.now() - start);
    if (!found) throw new Error(`no user ${id}`);
  }
  ctx.body = latencies;
  await next();
}

/** Times look-ups of users by phone or e-mail in the server itself. Answers ms per look-up. */
async function find(ctx: Context, next: Next) {
  const { kind, keys } = ctx.action.params.values as { kind: 'phone' | 'email'; keys: string[] };
  const { contacts } = serviceOf(ctx);
  const latencies: number[] = [];
  for (const key of keys) {
    const start = performance.now();
    const found = await (kind === 'phone' ? contacts.findByPhone(key) : contacts.findByEmail(key));
    latencies.push(performance.now() - start);
    if (found.length !== 1) throw new Error(`${found.length} users with ${key}`);
  }
  ctx.body = latencies;
  await next();
}

/** Fills the index of contacts from nothing, as in an installation that has users already. */
async function index(ctx: Context, next: Next) {
  const { contacts } = serviceOf(ctx);
  await contacts.upkeep.stop();
  const dialect = ctx.db.sequelize.getDialect();
  await ctx.db.sequelize.query(`${dialect === 'sqlite' ? 'DELETE FROM' : 'TRUNCATE TABLE'} "wecomContacts"`);
  await contacts.progress.restart();
  const start = performance.now();
  contacts.upkeep.start();
  await contacts.upkeep.finished;
  ctx.body = { ms: performance.now() - start };
  await next();
}

/** Has the index follow what NocoBase saves, or not. */
async function follow(ctx: Context, next: Next) {
  const { hooks } = serviceOf(ctx).contacts;
  hooks.unregister();
  if ((ctx.action.params.values as { on: boolean }).on) hooks.register();
  ctx.body = {};
  await next();
}

interface Sending {
  channel: string;
  /** Receivers of each message. */
  receivers: number;
  /** How many messages, all at once. */
  times: number;
}

/** Sends messages by NocoBase's notifications. Answers what that took of the server's own time, in ms. */
async function send(ctx: Context, next: Next) {
  const { channel, receivers, times } = ctx.action.params.values as Sending;
  const rows = await ctx.db.getModel('wecomAccounts').findAll({ attributes: ['userId'], limit: receivers, raw: true });
  const value = rows.map((row) => (row as unknown as { userId: number }).userId);
  const { manager } = ctx.app.pm.get('notification-manager') as unknown as {
    manager: { sendNow(message: object): Promise<{ status: string }> };
  };
  const before = process.cpuUsage();
  const start = performance.now();
  const sent = await Promise.all(
    Array.from({ length: times }, () =>
      manager.sendNow({
        channelName: channel,
        triggerFrom: 'bench',
        receivers: { type: 'userId', value },
        message: { title: 'Order 12', content: 'An order waits for you.' },
      }),
    ),
  );
  const { user, system } = process.cpuUsage(before);
  if (sent.some(({ status }) => status !== 'success')) throw new Error(JSON.stringify(sent.slice(0, 2)));
  ctx.body = { cpuMs: (user + system) / 1000, ms: performance.now() - start };
  await next();
}

/** Makes members strangers again, so that their next sign-in is a first one. */
async function forget(ctx: Context, next: Next) {
  const { memberIds } = ctx.action.params.values as { memberIds: string[] };
  ctx.body = await ctx.db.getModel('wecomAccounts').destroy({ where: { memberId: memberIds } });
  await next();
}

interface Service {
  accounts: { findLinked(member: object, authenticator: string): Promise<unknown> };
  contacts: {
    findByPhone(phone: string): Promise<unknown[]>;
    findByEmail(email: string): Promise<unknown[]>;
    hooks: { register(): void; unregister(): void };
    progress: { restart(): Promise<void> };
    upkeep: { start(): void; stop(): Promise<void>; finished: Promise<void> };
  };
}

function serviceOf(ctx: Context): Service {
  return (ctx.app.pm.get('auth-wecom') as unknown as { service: Service }).service;
}

export default class PluginWeComBench extends Plugin {
  override async load() {
    this.app.authManager.registerTypes('instant', { auth: InstantAuth, title: 'Instant' });
    registerPlainSource(this.app);
    const actions = { memory, lookUp, find, index, follow, forget, send, ...directoryActions };
    this.app.resourceManager.define({ name: 'bench', actions });
    this.app.acl.allow('bench', '*', 'public');
  }
}
