import type { Context, Next } from '@nocobase/actions';
import { usersById } from '../../accounts/link-list';
import { confirmLeavers as confirm } from '../../directory/confirm-leavers';
import { anotherRuns } from '../../directory/directory';
import type { ResultKind } from '../../directory/outcome';
import type { Run, RunKind } from '../../directory/runs';
import type { StoredSource } from '../../directory/sources';
import { messageOf, reasonSentence } from '../../directory/summary';
import { serviceOf } from '../../service';
import { pageOf, queryOf, type Values } from '../administration/query';
import { translatorOf } from './translate';

/** A run as the clients get it. */
function shownRun(ctx: Context, run: Run) {
  const { id, source, corpId, kind, trigger, state, stage, done, total, counts, problem, startedAt, finishedAt } = run;
  const message = messageOf(run, translatorOf(ctx));
  return {
    ...{ id, source, corpId, kind, trigger, state, stage, done, total, counts, startedAt },
    ...(problem && { problem, message }),
    ...(finishedAt && { finishedAt }),
  };
}

/** `GET wecomDirectory:sources`: the sources with their last run. */
export async function sources(ctx: Context, next: Next) {
  const { directory, schedule } = serviceOf(ctx.app);
  await directory.buryDead();
  const all = await directory.sources.all();
  const rows = await Promise.all(all.map((source) => shownSource(ctx, source)));
  ctx.body = pageOf({ rows, count: rows.length }, { page: 1, pageSize: Math.max(1, rows.length) });
  await next();

  async function shownSource(ctx: Context, source: StoredSource) {
    const { name, displayName, enabled, options } = source;
    const open = await directory.sources.open(source).catch(() => undefined);
    const [running, last] = await Promise.all([directory.runs.newest(name, 'running'), directory.runs.newest(name)]);
    const nextAt = schedule?.nextAt(name);
    return {
      ...{ name, displayName, enabled, authenticator: options.authenticator, schedule: options.schedule },
      ...(open && { corpId: open.settings.corpId }),
      ...(nextAt && { nextAt }),
      running: running ? shownRun(ctx, running) : null,
      last: last ? shownRun(ctx, last) : null,
      ...(!open && {
        problem: translatorOf(ctx)('The authenticator of this source does not exist, is disabled or is not complete.'),
      }),
    };
  }
}

const starting = (kind: RunKind) => async (ctx: Context, next: Next) => {
  const { directory } = serviceOf(ctx.app);
  const { source: name } = (ctx.action.params.values ?? {}) as Values;
  const source = await directory.sources.find(String(name));
  if (!source || (kind === 'run' && !source.enabled)) ctx.throw(404);
  const { id } = await directory.start({ source, kind, trigger: 'button' });
  ctx.body = { run: id };
  await next();
};

/** `POST wecomDirectory:preview {source}`: what a synchronisation would do; goes on in the background. */
export const preview = starting('preview');
/** `POST wecomDirectory:run {source}` */
export const run = starting('run');

/** `GET wecomDirectory:progress?run=` or `?source=` */
export async function progress(ctx: Context, next: Next) {
  const { directory } = serviceOf(ctx.app);
  const { run: id, source } = ctx.action.params as Values;
  await directory.buryDead();
  const found = isId(id) ? await directory.runs.find(String(id)) : await directory.runs.newest(String(source ?? ''));
  // `null` as it is would be answered as 204.
  ctx.body = found ? shownRun(ctx, found) : null;
  await next();
}

/** `GET wecomDirectory:runs?source=` */
export async function runs(ctx: Context, next: Next) {
  const { directory } = serviceOf(ctx.app);
  const { source } = ctx.action.params as Values;
  const query = queryOf(ctx);
  const { rows, count } = await directory.runs.list(
    typeof source === 'string' ? source : undefined,
    query.page,
    query.pageSize,
  );
  ctx.body = pageOf({ rows: rows.map((one) => shownRun(ctx, one)), count }, query);
  await next();
}

/** `GET wecomDirectory:results?run=&kind=` */
export async function results(ctx: Context, next: Next) {
  const { directory } = serviceOf(ctx.app);
  const { run: id, kind } = ctx.action.params as Values;
  if (!isId(id)) ctx.throw(404);
  const query = queryOf(ctx);
  const wanted = typeof kind === 'string' && kind !== '' ? (kind as ResultKind) : undefined;
  const { rows, count } = await directory.runs.results(String(id), wanted, query.page, query.pageSize);
  const users = await usersById(
    ctx.db,
    rows.flatMap(({ userId }) => (userId ? [String(userId)] : [])),
  );
  const t = translatorOf(ctx);
  const shown = rows.map((row) => ({
    ...row,
    id: String(row.id),
    user: row.userId ? (users.get(String(row.userId)) ?? null) : null,
    message: t(reasonSentence(row) || ' ').trim(),
  }));
  ctx.body = pageOf({ rows: shown, count }, query);
  await next();
}

/** `POST wecomLinks:confirmLeavers {run}`: the people of a waiting run are gone; WeCom is asked once more about each. */
export async function confirmLeavers(ctx: Context, next: Next) {
  const { directory } = serviceOf(ctx.app);
  const { run: id } = (ctx.action.params.values ?? {}) as Values;
  const waiting = isId(id) ? await directory.runs.find(String(id)) : undefined;
  if (waiting?.state !== 'waiting') ctx.throw(404);
  const started = await confirm(directory, waiting, String(ctx.state.currentUser.id));
  if (!started) throw anotherRuns();
  ctx.body = { run: started.id };
  await next();
}

function isId(value: unknown): boolean {
  return /^\d{1,20}$/.test(String(value));
}
