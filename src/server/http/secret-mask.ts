import type { Context, Next } from '@nocobase/actions';
import { type Database, Repository } from '@nocobase/database';
import { AUTH_TYPE, SECRET_MASK } from '../../shared/constants';
import { SettingsRefused } from '../settings/settings-refused';
import { hasMask, masked, withStoredSecrets } from '../settings/stored-secret';

type Options = Record<string, unknown>;
type Row = { id?: unknown; authType?: unknown; options?: Options };

/** These answer with a fixed choice of public fields; `publicList` is asked for by every visitor. */
const PUBLIC_ACTIONS = new Set(['publicList', 'listTypes']);
/** The sentence (a locale key) for a mask that several authenticators would get. */
const ONE_SECRET_AT_A_TIME = 'Please save the authenticators one by one, or enter the Secret that all of them have.';
const WRITE_ACTIONS = new Set(['create', 'update', 'firstOrCreate', 'updateOrCreate']);

/**
 * Secrets go in and never come out (S-30, S-53): answers about WeCom authenticators carry masks instead of them, a saved
 * mask keeps the stored secret, and the request log gets the mask too (S-31). A variable stays readable, also in
 * the answer to a save, where NocoBase has put its value in its place.
 */
export async function maskSecret(ctx: Context, next: Next) {
  if (!isAboutAuthenticators(ctx)) return next();
  const { actionName, params } = ctx.action;
  const writes = WRITE_ACTIONS.has(actionName);
  const submitted = writes ? (params.values as Row | undefined) : undefined;
  try {
    if (submitted?.options && hasMask(submitted.options)) await putStoredSecretBack(ctx.db, submitted, params);
    await next();
    if (isObject(ctx.body) || Array.isArray(ctx.body)) ctx.body = await withoutSecrets(ctx.db, ctx.body, writes);
  } finally {
    // Read `params` again: NocoBase replaces it while the action runs.
    if (writes) ctx.action.params.values = hideForLog(ctx.action.params.values);
    const request = ctx.request as { body?: unknown };
    if (writes) request.body = hideForLog(request.body);
  }
}

function isAboutAuthenticators({ action }: Context): boolean {
  if (!action || PUBLIC_ACTIONS.has(action.actionName)) return false;
  const { appends, fields } = action.params ?? {};
  return /(^|\.)authenticators$/.test(action.resourceName) || /authenticators/.test(JSON.stringify([appends, fields]));
}

/** @throws {SettingsRefused} */
async function putStoredSecretBack(db: Database, submitted: Row, params: Context['action']['params']) {
  const meant = meantRows(submitted, params);
  const rows = meant ? await db.getRepository('authenticators').find(meant) : [];
  if (rows.length > 1) throw new SettingsRefused(ONE_SECRET_AT_A_TIME);
  const stored = rows[0]?.get('options') as Options | undefined;
  submitted.options = withStoredSecrets(submitted.options ?? {}, stored);
}

/** The rows that a write is about, in NocoBase's words; undefined for a new one. */
function meantRows(submitted: Row, { filterByTk, filter, filterKeys }: Context['action']['params']) {
  const named = filterByTk ?? submitted.id;
  if (named !== undefined) return { filterByTk: named };
  if (filterKeys) return { filter: Repository.valuesToFilter(submitted, [filterKeys].flat()) };
  return filter ? { filter } : undefined;
}

/** Works on a copy: the models in the answer are the ones that NocoBase keeps for signing in. */
async function withoutSecrets(db: Database, body: unknown, afterWrite: boolean): Promise<unknown> {
  const copy = JSON.parse(JSON.stringify(body));
  const rows = wecomRows(copy);
  const stored = afterWrite
    ? await storedOptions(
        db,
        rows.map(({ id }) => id),
      )
    : undefined;
  for (const row of rows) {
    const options = stored?.get(String(row.id)) ?? row.options;
    row.options = options && masked(options);
  }
  return copy;
}

function wecomRows(value: unknown): Row[] {
  if (Array.isArray(value)) return value.flatMap(wecomRows);
  if (typeof value !== 'object' || value === null) return [];
  const row = value as Row;
  // `fields=options` leaves the type out: then any secret is covered.
  const isWeCom = row.authType === AUTH_TYPE || (row.authType === undefined && isObject(row.options));
  if (isWeCom && isObject(row.options)) return [row];
  return Object.values(value).flatMap(wecomRows);
}

function isObject(value: unknown): value is Options {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !Buffer.isBuffer(value) &&
    typeof (value as { pipe?: unknown }).pipe !== 'function'
  );
}

/** What was submitted, one row or several, as the request log may have it. A proxy address may hold a password. */
function hideForLog(submitted: unknown): unknown {
  if (Array.isArray(submitted)) return submitted.map(hideForLog);
  const options = isObject(submitted) ? submitted.options : undefined;
  if (!isObject(submitted) || !isObject(options)) return submitted;
  const proxy = 'proxyUrl' in options && { proxyUrl: SECRET_MASK };
  return { ...submitted, options: { ...masked(options), ...proxy } };
}

async function storedOptions(db: Database, ids: unknown[]): Promise<Map<string, Options>> {
  const rows = await db.getModel('authenticators').findAll({ where: { id: ids as string[] } });
  return new Map(rows.map((row) => [String(row.get('id')), (row.get('options') ?? {}) as Options]));
}
