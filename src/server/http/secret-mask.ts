import type { Context, Next } from '@nocobase/actions';
import { type Database, Repository } from '@nocobase/database';
import { AUTH_TYPE, SECRET_MASK } from '../../shared/constants';
import { AUTHENTICATOR_SECRETS, type SecretPlace, SOURCE_SECRETS } from '../settings/secret-places';
import { SettingsRefused } from '../settings/settings-refused';
import { hasMask, masked, withStoredSecrets } from '../settings/stored-secret';

type Options = Record<string, unknown>;
type Row = { id?: unknown; authType?: unknown; sourceType?: unknown; options?: Options };

/** What has secret options. */
interface Keeper {
  table: 'authenticators' | 'userDataSyncSources';
  /** Whether an action answers or writes such rows. */
  isMeant: (action: Context['action']) => boolean;
  /** Which of the rows are ours. `fields=options` leaves the type out: then any secret is covered. */
  type: 'authType' | 'sourceType';
  places: SecretPlace[];
}

const meant = (names: RegExp, appended: RegExp) => (action: Context['action']) => {
  const { appends, fields } = action.params ?? {};
  return names.test(action.resourceName) || appended.test(JSON.stringify([appends, fields]));
};

const KEEPERS: Keeper[] = [
  {
    table: 'authenticators',
    type: 'authType',
    places: AUTHENTICATOR_SECRETS,
    isMeant: meant(/(^|\.)authenticators$/, /authenticators/),
  },
  {
    table: 'userDataSyncSources',
    type: 'sourceType',
    places: SOURCE_SECRETS,
    // A task can be answered together with its source.
    isMeant: meant(/userDataSync(Sources|Tasks)/, /userDataSyncSources/),
  },
];

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
export function maskSecret(ctx: Context, next: Next) {
  const { action } = ctx;
  const keeper = KEEPERS.find(({ isMeant }) => action && isMeant(action));
  if (!keeper || PUBLIC_ACTIONS.has(action.actionName)) return next();
  return maskFor(keeper, ctx, next);
}

async function maskFor(keeper: Keeper, ctx: Context, next: Next) {
  const { actionName, params } = ctx.action;
  const writes = WRITE_ACTIONS.has(actionName);
  const submitted = writes ? (params.values as Row | undefined) : undefined;
  try {
    if (submitted?.options && hasMask(submitted.options, keeper.places)) {
      await putStoredSecretBack(ctx.db, keeper, submitted, params);
    }
    await next();
    if (isObject(ctx.body) || Array.isArray(ctx.body))
      ctx.body = await withoutSecrets(ctx.db, keeper, ctx.body, writes);
  } finally {
    // Read `params` again: NocoBase replaces it while the action runs.
    if (writes) ctx.action.params.values = hideForLog(ctx.action.params.values);
    const request = ctx.request as { body?: unknown };
    if (writes) request.body = hideForLog(request.body);
  }
}

/** @throws {SettingsRefused} */
async function putStoredSecretBack(
  db: Database,
  { table, places }: Keeper,
  submitted: Row,
  params: Context['action']['params'],
) {
  const meant = meantRows(submitted, params);
  const rows = meant ? await db.getRepository(table).find(meant) : [];
  if (rows.length > 1) throw new SettingsRefused(ONE_SECRET_AT_A_TIME);
  const stored = rows[0]?.get('options') as Options | undefined;
  submitted.options = withStoredSecrets(submitted.options ?? {}, stored, places);
}

/** The rows that a write is about, in NocoBase's words; undefined for a new one. */
function meantRows(submitted: Row, { filterByTk, filter, filterKeys }: Context['action']['params']) {
  const named = filterByTk ?? submitted.id;
  if (named !== undefined) return { filterByTk: named };
  if (filterKeys) return { filter: Repository.valuesToFilter(submitted, [filterKeys].flat()) };
  return filter ? { filter } : undefined;
}

/** Works on a copy: the models in the answer are the ones that NocoBase keeps for signing in. */
async function withoutSecrets(db: Database, keeper: Keeper, body: unknown, afterWrite: boolean): Promise<unknown> {
  const copy = JSON.parse(JSON.stringify(body));
  const rows = wecomRows(copy, keeper);
  const stored = afterWrite
    ? await storedOptions(
        db,
        keeper,
        rows.map(({ id }) => id),
      )
    : undefined;
  for (const row of rows) {
    const options = stored?.get(String(row.id)) ?? row.options;
    row.options = options && masked(options, keeper.places);
  }
  return copy;
}

function wecomRows(value: unknown, keeper: Keeper): Row[] {
  if (Array.isArray(value)) return value.flatMap((one) => wecomRows(one, keeper));
  if (typeof value !== 'object' || value === null) return [];
  const row = value as Row;
  const type = row[keeper.type];
  // Both are called `wecom`.
  if ((type === AUTH_TYPE || type === undefined) && isObject(row.options)) return [row];
  return Object.values(value).flatMap((one) => wecomRows(one, keeper));
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
  return {
    ...submitted,
    options: { ...KEEPERS.reduce((shown, { places }) => masked(shown, places), options), ...proxy },
  };
}

async function storedOptions(db: Database, { table }: Keeper, ids: unknown[]): Promise<Map<string, Options>> {
  const rows = await db.getModel(table).findAll({ where: { id: ids as string[] } });
  return new Map(rows.map((row) => [String(row.get('id')), (row.get('options') ?? {}) as Options]));
}
