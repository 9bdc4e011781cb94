import type { ContactKind, Email, Phone } from '../contact-forms';
import { type Family, join, Sql, sql } from './sql';

const DIGIT = '[0-9]';
const MOBILE = { expression: '1[3-9][0-9]{9}', pattern: `1[3-9]${DIGIT.repeat(9)}` };
const ADDRESS = '^[a-z0-9._+-]+@[a-z0-9.-]+$';

/**
 * The normal form of a column, as SQL, for the forms that are usual; NULL for all others, of which the database does not
 * know enough. What it does give must be what `contact-forms.ts` gives, or a number would be two.
 *
 * @param column - quoted
 */
export function usualForm(family: Family, kind: ContactKind, column: Sql): Sql {
  return kind === 'phone' ? usualPhone(family, column) : usualEmail(family, column);
}

/** What stands between the digits of very many numbers. */
const withoutGaps = (column: Sql) => new Sql(`REPLACE(REPLACE(${column.text}, ' ', ''), '-', '')`);
/** Three in a row stand for digits that are left out, see `contact-forms.ts`. */
const leavesNothingOut = (column: Sql) => new Sql(`${column.text} NOT LIKE '%---%'`);

function usualPhone(family: Family, column: Sql): Sql {
  switch (family) {
    case 'postgres':
      return phoneCases(column, (text, expression) => new Sql(`${text.text} ~ '^${expression}$'`), 'ltrim');
    case 'mysql':
      // There `$` is also before a line break at the end, which is why such a text is no usual one.
      return phoneCases(
        column,
        (text, expression) => new Sql(`${text.text} REGEXP '^${expression}$' AND ${text.text} NOT REGEXP '[^+0-9]'`),
        "TRIM(LEADING '+' FROM",
      );
    case 'sqlite':
      return sqlitePhone(column);
  }
}

function phoneCases(
  column: Sql,
  matches: (text: Sql, expression: string) => Sql,
  trim: 'ltrim' | "TRIM(LEADING '+' FROM",
): Sql {
  const withCode = `([+]86|86|0086)${MOBILE.expression}`;
  const compact = withoutGaps(column);
  const withoutPlus = trim === 'ltrim' ? sql`ltrim(${column}, ${new Sql("'+'")})` : sql`${new Sql(trim)} ${column})`;
  return sql`CASE WHEN ${matches(column, MOBILE.expression)} THEN ${column}
    WHEN ${matches(column, withCode)} THEN RIGHT(${column}, 11)
    WHEN ${matches(column, '[+]?[2-9][0-9]{4,14}')} THEN ${withoutPlus}
    WHEN ${leavesNothingOut(column)} AND ((${matches(compact, MOBILE.expression)}) OR (${matches(compact, withCode)}))
      THEN RIGHT(${compact}, 11) END`;
}

/** SQLite has no regular expressions; `GLOB` compares exactly, and has no repetition. */
function sqlitePhone(column: Sql): Sql {
  const glob = (pattern: string, text = column) => new Sql(`${text.text} GLOB '${pattern}'`);
  const withCode = (text = column) =>
    join(
      ['+86', '86', '0086'].map((code) => glob(code + MOBILE.pattern, text)),
      ' OR ',
    );
  const compact = withoutGaps(column);
  const digits = new Sql(`ltrim(${column.text}, '+')`);
  return sql`CASE WHEN ${glob(MOBILE.pattern)} THEN ${column}
    WHEN ${withCode()} THEN substr(${column}, -11)
    WHEN (${glob('[2-9]*')} OR ${glob('+[2-9]*')}) AND ${digits} NOT GLOB ${new Sql("'*[^0-9]*'")}
      AND length(${digits}) BETWEEN 5 AND 15 THEN ${digits}
    WHEN ${leavesNothingOut(column)} AND (${glob(MOBILE.pattern, compact)} OR ${withCode(compact)})
      THEN substr(${compact}, -11) END`;
}

function usualEmail(family: Family, column: Sql): Sql {
  const is = {
    postgres: new Sql(`${column.text} ~ '${ADDRESS}'`),
    mysql: new Sql(
      `CONVERT(${column.text} USING utf8mb4) COLLATE utf8mb4_bin REGEXP '${ADDRESS}' AND ${column.text} NOT REGEXP '[[:space:]]'`,
    ),
    sqlite: new Sql(
      `${column.text} GLOB '?*@?*' AND ${column.text} NOT GLOB '*@*@*' AND ${column.text} NOT GLOB '*[^a-z0-9._+@-]*'`,
    ),
  }[family];
  const length = new Sql(family === 'mysql' ? 'CHAR_LENGTH' : 'length');
  return sql`CASE WHEN ${is} AND ${length}(${column}) <= ${new Sql('254')} THEN ${column} END`;
}

/**
 * Whether a column may hold this number or address in some unusual form: a condition that reads every row, and lets through
 * more than it should. For the time before the index is complete.
 */
export function mayHold(family: Family, kind: ContactKind, column: Sql, key: Phone | Email): Sql {
  const unusual = {
    postgres: new Sql(`${column.text} ~ '[^ -~]'`),
    mysql: new Sql(`${column.text} REGEXP '[^ -~]'`),
    sqlite: new Sql(`${column.text} GLOB '*[^ -~]*'`),
  }[family];
  if (kind === 'phone') {
    const digits = [...key.replace(/\D/g, '')];
    return sql`(${column} LIKE ${`%${digits.join('%')}%`} OR ${unusual})`;
  }
  const position = { postgres: 'strpos', mysql: 'INSTR', sqlite: 'instr' }[family];
  return sql`(${new Sql(position)}(LOWER(${column}), ${key}) > 0 OR ${unusual})`;
}
