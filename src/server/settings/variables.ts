import type { Application } from '@nocobase/server';
import { hasVariable, renderText } from '../../shared/variables';
import { Fresh } from './fresh';

/** How long variables are believed before they are read again, in ms: other nodes may have changed them. */
const FRESH_MS = 3_000;

const COLLECTION = 'environmentVariables';

type Options = Record<string, unknown>;

interface Row {
  name: string;
  type: string;
  value: string;
}

interface InTransaction {
  transaction?: { afterCommit(run: () => void): void };
}

/**
 * The variables that administrators set in NocoBase, read from the database. NocoBase's own copy in memory learns of other
 * nodes' changes only with a commercial adapter, and has a new value before the transaction that stores it has ended.
 *
 * @see NocoBase plugin-environment-variables/src/server/plugin.ts
 */
export class Variables {
  private readonly values: Fresh<Options>;
  /** Names that the table had so far. */
  private readonly stored = new Set<string>();

  constructor(
    private readonly app: Application,
    /** ms from any point */
    now?: () => number,
  ) {
    this.values = new Fresh(() => this.read(), FRESH_MS, now);
    for (const change of ['afterSave', 'afterDestroy']) {
      app.db.on(`${COLLECTION}.${change}`, (_row: unknown, { transaction }: InTransaction = {}) =>
        this.values.forget(transaction),
      );
    }
  }

  /** Replaces variables by the values of today. */
  async render(options: Options): Promise<Options> {
    return hasVariables(options) ? renderOptions(options, await this.values.get()) : options;
  }

  private async read(): Promise<Options> {
    const { db, aesEncryptor, environment } = this.app;
    // Other plugins may add variables that are in no table.
    const values: Options = { ...environment.getVariables() };
    if (!db.hasCollection(COLLECTION)) return values;
    const rows = (await db.getModel(COLLECTION).findAll({ raw: true })) as unknown as Row[];
    // What another node has deleted stays in NocoBase's memory.
    for (const name of this.stored) delete values[name];
    for (const { name, type, value } of rows) {
      values[name] = type === 'secret' ? await aesEncryptor.decrypt(value) : value;
      this.stored.add(name);
    }
    return values;
  }
}

/**
 * Replaces the variables in the values of options, one by one; names of options are never data (S-50). An option with a
 * variable that does not exist is left out.
 *
 * @param values - of the variables, by name
 */
export function renderOptions(options: Options, values: Options): Options {
  const lookup = (name: string) => (Object.hasOwn(values, name) ? String(values[name] ?? '') : undefined);
  const render = (value: unknown): unknown => {
    if (typeof value === 'string') return renderText(value, lookup);
    return isGroup(value) ? renderAll(value) : value;
  };
  const renderAll = (group: Options) =>
    Object.fromEntries(
      Object.entries(group)
        .map(([name, value]) => [name, render(value)])
        .filter(([, value]) => value !== undefined),
    );
  return renderAll(options);
}

/** Whether any option has to be rendered before it is used. */
export function hasVariables(options: Options): boolean {
  return Object.values(options).some((value) => hasVariable(value) || (isGroup(value) && hasVariables(value)));
}

function isGroup(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
