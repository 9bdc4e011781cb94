import type { Context } from '@nocobase/actions';

export type Values = Record<string, unknown>;

/** Most rows of a page, of a list and of what is read at once for a file. */
export const MOST_ROWS = 500;

const SORTABLE = ['createdAt', 'lastSignInAt', 'memberName', 'state'];

/** Which rows a request for a list wants; what nobody can read is as if it were not there. */
export function queryOf(ctx: Context) {
  const { filter, sort, page, pageSize } = ctx.action.params as Values;
  const { search, state, corpId } = (typeof filter === 'object' && filter !== null ? filter : {}) as Values;
  const [wanted = '-createdAt'] = [sort].flat().filter((one) => typeof one === 'string') as string[];
  const field = wanted.replace(/^-/, '');
  return {
    ...(typeof search === 'string' && search.trim() !== '' && { search: search.trim().slice(0, 100) }),
    ...(typeof state === 'string' && state !== '' && { state }),
    ...(typeof corpId === 'string' && corpId !== '' && { corpId }),
    sort: [SORTABLE.includes(field) ? field : 'createdAt', wanted.startsWith('-') ? 'DESC' : 'ASC'] as [
      string,
      'ASC' | 'DESC',
    ],
    page: Math.max(1, Math.floor(Number(page) || 1)),
    pageSize: Math.min(MOST_ROWS, Math.max(1, Math.floor(Number(pageSize) || 20))),
  };
}

/** A page of rows, as NocoBase's own lists are answered. */
export function pageOf<Row>(
  { rows, count }: { rows: Row[]; count: number },
  { page, pageSize }: { page: number; pageSize: number },
) {
  return { rows, count, page, pageSize, totalPage: Math.ceil(count / pageSize) };
}
