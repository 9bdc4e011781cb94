import type { Application } from '@nocobase/server';
import { AUTH_TYPE } from '../../constants';
import { SignInError } from '../errors';
import { type ParsedSettings, parseSettings, type WeComSettings } from './parse';
import type { SecretAtRest } from './secret-at-rest';
import { hasVariables, Variables } from './variables';

/** How long stored options are believed before they are read again, in ms. A save on this node counts at once. */
const OPTIONS_FRESH_MS = 1_000;

type Options = Record<string, unknown>;

interface InTransaction {
  transaction: { afterCommit(run: () => void): void };
}

interface Recent {
  options: Options;
  readAt: number;
  /** Only of options without variables: those may change by themselves. */
  parsed?: ParsedSettings;
}

/** What changes authenticators in NocoBase's database layer. */
const CHANGES = ['afterSave', 'afterDestroy', 'afterBulkCreate', 'afterBulkUpdate', 'afterBulkDestroy'];

/**
 * Reads the settings of an authenticator from the database, with `$env` variables rendered. NocoBase's own copy of
 * authenticators stays in the memory of one node until that node saves or restarts; here a secret that was changed on
 * this node counts at once, and on another node a second later.
 */
export class SettingsSource {
  private readonly recent = new Map<string, Recent>();
  private changes = 0;
  private readonly variables: Variables;

  constructor(
    private readonly app: Application,
    private readonly secrets: Pick<SecretAtRest, 'open'>,
    /** ms from any point; not the clock of the day, which may be set back. */
    private readonly now: () => number = () => performance.now(),
  ) {
    this.variables = new Variables(app, now);
    for (const change of CHANGES) app.db.on(`authenticators.${change}`, (...args: unknown[]) => this.forget(args));
  }

  /**
   * @throws {SignInError} WECOM_SETTINGS when the authenticator does not exist, is disabled, is of another type, or has
   * settings that cannot be used.
   */
  async load(authenticator: string): Promise<WeComSettings> {
    const recent = await this.enabled(authenticator);
    if (!recent) {
      throw new SignInError('WECOM_SETTINGS', { operator: 'The WeCom authenticator does not exist or is disabled.' });
    }
    const parsed = recent.parsed ?? (await this.parse(authenticator, recent));
    if ('problems' in parsed) {
      const problems = parsed.problems.map(({ field, message }) => `${field}: ${message}`).join(' ');
      throw new SignInError('WECOM_SETTINGS', {
        operator: `The settings of the authenticator are incomplete. ${problems}`,
      });
    }
    return parsed.settings;
  }

  /** The options as stored, with templates; enabled or not. */
  async findStored(authenticator: string): Promise<Options | undefined> {
    return this.findOptions({ name: authenticator, authType: AUTH_TYPE });
  }

  /** The options as they are used: with the secret in clear and variables replaced. */
  async render(stored: Options): Promise<Options> {
    return this.variables.render(this.secrets.open(stored));
  }

  /** The stored options of an enabled authenticator. Of names that do not exist nothing is kept. */
  private async enabled(name: string): Promise<Recent | undefined> {
    const known = this.recent.get(name);
    const readAt = this.now();
    if (known && readAt - known.readAt < OPTIONS_FRESH_MS) return known;
    const { changes } = this;
    const options = await this.findOptions({ name, authType: AUTH_TYPE, enabled: true });
    this.recent.delete(name);
    if (!options) return undefined;
    const found = { options, readAt };
    // What was read before a change that has happened meanwhile serves this request only.
    if (changes === this.changes) this.recent.set(name, found);
    return found;
  }

  private async parse(name: string, recent: Recent): Promise<ParsedSettings> {
    const parsed = parseSettings(name, await this.render(recent.options));
    if (!hasVariables(recent.options)) recent.parsed = parsed;
    return parsed;
  }

  /** @param args - of a change's event: the row and the options, or the options only */
  private forget(args: unknown[]): void {
    const forget = () => {
      this.changes += 1;
      this.recent.clear();
    };
    forget();
    // Until the transaction ends, others read what was there before.
    const options = args.find((arg): arg is InTransaction => Boolean((arg as InTransaction | undefined)?.transaction));
    options?.transaction.afterCommit(forget);
  }

  private async findOptions(where: Options) {
    const row = await this.app.db.getModel('authenticators').findOne({ where });
    // MariaDB compares names regardless of case; NocoBase does not.
    return row && row.get('name') === where.name ? ((row.get('options') ?? {}) as Options) : undefined;
  }
}
