import { Op } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { AUTH_TYPE } from '../../shared/constants';
import { knownOptions } from '../../shared/known-options';
import { SignInError } from '../errors';
import { Fresh } from './fresh';
import { type ParsedSettings, parseSettings, type WeComSettings } from './parse';
import type { SecretAtRest } from './secret-at-rest';
import { publicOptions } from './values';
import { hasVariables, Variables } from './variables';

/** How long stored options are believed, in ms. A save on this node counts at once. */
const FRESH_MS = 1_000;

type Options = Record<string, unknown>;

/** An authenticator of WeCom as stored: the Secret sealed, variables as templates. */
export interface StoredAuthenticator {
  name: string;
  title: string;
  options: Options;
  enabled: boolean;
}

interface Known extends StoredAuthenticator {
  /** Only of options without variables: those may change by themselves. */
  parsed?: ParsedSettings;
}

/** What changes authenticators in NocoBase's database layer. */
const CHANGES = ['afterSave', 'afterDestroy', 'afterBulkCreate', 'afterBulkUpdate', 'afterBulkDestroy'];

/**
 * The reader of the table `authenticators`: which ones of WeCom there are, and their settings with `$env` variables
 * rendered. NocoBase's own copy of authenticators stays in the memory of one node until that node saves or restarts; here a
 * secret that was changed on this node counts at once, and on another node a second later.
 */
export class SettingsSource {
  private readonly all: Fresh<Known[]>;
  private readonly variables: Variables;

  constructor(
    private readonly app: Application,
    private readonly secrets: Pick<SecretAtRest, 'open'>,
    now?: () => number,
  ) {
    this.variables = new Variables(app, now);
    this.all = new Fresh(() => this.read(), FRESH_MS, now);
    for (const change of CHANGES) {
      app.db.on(`authenticators.${change}`, (...args: unknown[]) => this.all.forget(transactionOf(args)));
    }
  }

  /**
   * @throws {SignInError} WECOM_SETTINGS when the authenticator does not exist, is disabled, is of another type, or has
   * settings that cannot be used.
   */
  async load(authenticator: string): Promise<WeComSettings> {
    const known = (await this.all.get()).find(({ name, enabled }) => enabled && name === authenticator);
    if (!known) {
      throw new SignInError('WECOM_SETTINGS', { operator: 'The WeCom authenticator does not exist or is disabled.' });
    }
    const parsed = known.parsed ?? (await this.parse(known));
    if ('problems' in parsed) {
      const problems = parsed.problems.map(({ field, message }) => `${field}: ${message}`).join(' ');
      throw new SignInError('WECOM_SETTINGS', {
        operator: `The settings of the authenticator are incomplete. ${problems}`,
      });
    }
    return parsed.settings;
  }

  /** Where people are at home whom this authenticator cannot serve: also of one that is disabled or has other mistakes. */
  async originOf(authenticator: string): Promise<string | undefined> {
    const known = (await this.all.get()).find(({ name }) => name === authenticator);
    if (!known) return undefined;
    const parsed = known.parsed ?? (await this.parse(known));
    return ('settings' in parsed ? parsed.settings : parsed.usable).origin;
  }

  /** Whether this is the exact name of an enabled authenticator. */
  async isEnabled(authenticator: string): Promise<boolean> {
    return (await this.enabled()).some(({ name }) => name === authenticator);
  }

  /** The enabled authenticators, oldest first. */
  async enabled(): Promise<StoredAuthenticator[]> {
    return (await this.all.get()).filter(({ enabled }) => enabled);
  }

  /** The enabled authenticator that signs people in when they open a page in WeCom; at most one has the option. */
  async withAutoLogin(): Promise<StoredAuthenticator | undefined> {
    return (await this.enabled()).find(({ options }) => publicOptions(options).autoLogin);
  }

  /**
   * Names of domain verification files that enabled authenticators have, as entered.
   *
   * @param hostname - leaves out authenticators whose origin has another one
   */
  async verificationFiles(hostname?: string): Promise<string[]> {
    const parsed = await Promise.all((await this.enabled()).map((one) => this.parse(one)));
    return parsed
      .map((one) => ('settings' in one ? one.settings : one.usable))
      .filter(({ origin }) => hostname === undefined || (origin && new URL(origin).hostname === hostname.toLowerCase()))
      .map(({ verifyFile = '' }) => verifyFile);
  }

  /** The authenticators of a company. @param onlyEnabled - leaves disabled ones out */
  async namesOfCorp(corpId: string, onlyEnabled = false): Promise<string[]> {
    const known = (await this.all.get()).filter(({ enabled }) => enabled || !onlyEnabled);
    const parsed = await Promise.all(known.map(async (one) => ({ name: one.name, settings: await this.parse(one) })));
    return parsed
      .filter(({ settings }) => ('settings' in settings ? settings.settings : settings.usable).corpId === corpId)
      .map(({ name }) => name);
  }

  /** The enabled authenticators as a person may see them. */
  async choices(): Promise<{ name: string; title: string; corpId?: string }[]> {
    return Promise.all(
      (await this.enabled()).map(async (one) => {
        const parsed = await this.parse(one);
        const { corpId } = 'settings' in parsed ? parsed.settings : parsed.usable;
        return { name: one.name, title: one.title, ...(corpId && { corpId }) };
      }),
    );
  }

  /** All enabled authenticators, of whatever type. */
  async allEnabled(): Promise<{ name: string; authType: string }[]> {
    const rows = await this.app.db.getModel('authenticators').findAll({ where: { enabled: true } });
    return rows.map((row) => ({ name: row.get('name') as string, authType: row.get('authType') as string }));
  }

  /** Names of the authenticators that are not of WeCom. */
  async otherAuthenticators(): Promise<string[]> {
    const rows = await this.app.db.getModel('authenticators').findAll({ where: { authType: { [Op.ne]: AUTH_TYPE } } });
    return rows.map((row) => row.get('name') as string);
  }

  /** The options as stored at this moment, with templates; enabled or not. */
  async findStored(authenticator: string): Promise<Options | undefined> {
    return (await this.read()).find(({ name }) => name === authenticator)?.options;
  }

  /** The options as they are used: with the secret in clear and variables replaced. */
  async render(stored: Options): Promise<Options> {
    return this.variables.render(this.secrets.open(stored));
  }

  /** A secret of something else that uses an authenticator, in clear; undefined with a variable that does not exist. */
  renderSecret(text: string): Promise<string | undefined> {
    return this.variables.renderSecret(text);
  }

  private async parse(known: Known): Promise<ParsedSettings> {
    const options = this.secrets.open(known.options);
    const parsed = parseSettings(known.name, await this.variables.render(options));
    if (!hasVariables(options)) known.parsed = parsed;
    return parsed;
  }

  /** A company has one or two; comparing names here is exact, while MariaDB compares them regardless of case. */
  private async read(): Promise<Known[]> {
    const rows = await this.app.db
      .getModel('authenticators')
      .findAll({ where: { authType: AUTH_TYPE }, order: [['id', 'ASC']] });
    return rows.map((row) => ({
      name: row.get('name') as string,
      title: String(row.get('title') || row.get('name')),
      // Nothing else is ever opened, rendered or published (S-50).
      options: knownOptions(row.get('options')),
      enabled: row.get('enabled') === true,
    }));
  }
}

/** @param args - of a change's event: the row and the options, or the options only */
function transactionOf(args: unknown[]) {
  type WithTransaction = { transaction?: { afterCommit(run: () => void): void } };
  return args.map((arg) => (arg as WithTransaction | undefined)?.transaction).find(Boolean);
}
