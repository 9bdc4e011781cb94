import type { Application } from '@nocobase/server';
import { mapOptions, traitsOf } from '../../shared/known-options';
import { partsOfProxy } from '../../shared/proxy-password';
import { hasVariable, renderText } from '../../shared/variables';
import { Fresh } from './fresh';

/** How long variables are believed before they are read again, in ms: other nodes may have changed them. */
const FRESH_MS = 3_000;

const COLLECTION = 'environmentVariables';

type Options = Record<string, unknown>;

/** Values of variables by name. */
export interface VariableValues {
  all: Options;
  /** Those that NocoBase does not keep secret. */
  shown: Options;
}

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
  private readonly values: Fresh<VariableValues>;
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

  /** One secret text: it may have variables that NocoBase keeps secret. */
  async renderSecret(text: string): Promise<string | undefined> {
    return hasVariable(text) ? renderText(text, lookUpIn((await this.values.get()).all)) : text;
  }

  private async read(): Promise<VariableValues> {
    const { db, aesEncryptor, environment } = this.app;
    // Other plugins may add variables that are in no table. NocoBase before 2.2 does not say which ones are secret.
    const all: Options = { ...environment.getVariables() };
    const shown: Options = { ...environment.getNonSecretVariables?.() };
    if (!db.hasCollection(COLLECTION)) return { all, shown };
    const rows = (await db.getModel(COLLECTION).findAll({ raw: true })) as unknown as Row[];
    // What another node has deleted, or made secret, stays in NocoBase's memory.
    for (const name of [...this.stored, ...rows.map((row) => row.name)]) {
      delete all[name];
      delete shown[name];
    }
    for (const { name, type, value } of rows) {
      all[name] = type === 'secret' ? await aesEncryptor.decrypt(value) : value;
      if (type !== 'secret') shown[name] = value;
      this.stored.add(name);
    }
    return { all, shown };
  }
}

/**
 * Replaces the variables in the values of known options, one by one; names of options are never data (S-50). Values that
 * NocoBase keeps secret go into secrets only (S-51).
 *
 * An option with a variable that does not exist is left out, and an address with one stays a template, which nobody takes
 * for an address.
 */
export function renderOptions(options: Options, { all, shown }: VariableValues): Options {
  return mapOptions(options, (name, value) => {
    if (typeof value !== 'string') return value;
    const { kind } = traitsOf(name);
    if (kind === 'secret') return renderText(value, lookUpIn(all));
    const render = (text: string) => renderText(text, lookUpIn(shown));
    const parts = name === 'proxyUrl' ? partsOfProxy(value) : undefined;
    const rendered = parts
      ? joined([render(parts[0]), renderText(parts[1], lookUpIn(all)), render(parts[2])])
      : render(value);
    return rendered ?? (kind === 'address' ? value : undefined);
  });
}

function joined(parts: (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join('');
}

function lookUpIn(values: Options) {
  return (name: string) => (Object.hasOwn(values, name) ? String(values[name] ?? '') : undefined);
}

/** Whether any option has to be rendered before it is used. */
export function hasVariables(options: Options): boolean {
  return Object.values(options).some((value) => hasVariable(value) || (isGroup(value) && hasVariables(value)));
}

function isGroup(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
