import type { Context, Next } from '@nocobase/actions';
import { listLinks } from '../../accounts/link-list';
import { MOST_ROWS, queryOf, type Values } from './query';

/** `GET wecomLinks:export`: all links as CSV, read page by page. */
export async function exportCsv(ctx: Context, next: Next) {
  const query = { ...queryOf(ctx), pageSize: MOST_ROWS };
  const lines = [CSV_FIELDS.join(',')];
  for (let page = 1; ; page += 1) {
    const { rows } = await listLinks(ctx.db, { ...query, page });
    for (const { user, ...link } of rows) {
      const values = { ...link, nickname: user?.nickname, username: user?.username } as Values;
      lines.push(CSV_FIELDS.map((field) => csv(values[field])).join(','));
    }
    if (rows.length < MOST_ROWS) break;
  }
  ctx.withoutDataWrapping = true;
  ctx.set('Content-Disposition', 'attachment; filename="wecom-links.csv"');
  ctx.type = 'text/csv; charset=utf-8';
  // Spreadsheets take the text for UTF-8 only with the mark.
  ctx.body = `\uFEFF${lines.join('\r\n')}\r\n`;
  await next();
}

const CSV_FIELDS = [
  'corpId',
  'memberId',
  'memberName',
  'state',
  'origin',
  'createdAt',
  'lastSignInAt',
  'userId',
  'nickname',
  'username',
];

/** A spreadsheet takes a value that begins so for a formula; the names are other people's. */
function csv(value: unknown): string {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '');
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
