import type { Database } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { SOURCE_TYPE } from '../../shared/constants';
import type { WeComSettings } from '../settings/parse';
import { isSealed } from '../settings/parse';
import { SecretAtRest } from '../settings/secret-at-rest';
import { SOURCE_SECRETS } from '../settings/secret-places';
import type { SettingsSource } from '../settings/source';
import type { CallbackKeys } from '../wecom-api/callback';
import { type DirectoryOptions, directoryOptions } from './options';

const SOURCES = 'userDataSyncSources';

type Options = Record<string, unknown>;

/** A source of type `wecom` in NocoBase's synchronisation, as stored. */
export interface StoredSource {
  id: string;
  name: string;
  displayName: string;
  enabled: boolean;
  options: DirectoryOptions;
  /** With secrets sealed and variables as templates. */
  stored: Options;
}

/** A source that can be used. */
export interface OpenSource extends StoredSource {
  settings: WeComSettings;
  /** The secret of contact synchronisation, if one is entered. */
  contactSecret?: string;
}

/** Reads the sources of type `wecom`. NocoBase gives a source its options as they are stored, and renders no variables. */
export class Sources {
  private readonly db: Database;
  /** Seals what a source keeps secret, as an authenticator's Secret is (S-53). */
  readonly secrets: SecretAtRest;

  constructor(
    app: Application,
    private readonly settings: SettingsSource,
  ) {
    this.db = app.db;
    this.secrets = new SecretAtRest(app, SOURCE_SECRETS);
  }

  /** All of them; none where NocoBase's synchronisation is not enabled. */
  async all(): Promise<StoredSource[]> {
    if (!this.db.hasCollection(SOURCES)) return [];
    const where = { sourceType: SOURCE_TYPE };
    return (await this.db.getModel(SOURCES).findAll({ where, order: [['id', 'ASC']] })).map((row) => {
      const stored = (row.get('options') ?? {}) as Options;
      const name = row.get('name') as string;
      return {
        ...{ id: String(row.get('id')), name, enabled: row.get('enabled') === true, stored },
        displayName: String(row.get('displayName') || name),
        options: directoryOptions(stored),
      };
    });
  }

  async find(name: string): Promise<StoredSource | undefined> {
    return (await this.all()).find((one) => one.name === name);
  }

  /** @throws {SignInError} WECOM_SETTINGS when the authenticator cannot be used */
  async open(source: StoredSource): Promise<OpenSource> {
    const settings = await this.settings.load(source.options.authenticator);
    const { contactSecret } = await this.secretsOf(source.stored);
    return { ...source, settings, ...(contactSecret && { contactSecret }) };
  }

  /** What signs and encrypts the events of contact synchronisation; undefined while it is not entered. */
  async contactKeys(source: StoredSource): Promise<CallbackKeys | undefined> {
    const { corpId } = await this.settings.load(source.options.authenticator);
    const { contactToken: token, contactAesKey: aesKey } = await this.secretsOf(source.stored);
    return token && aesKey ? { token, aesKey, corpId } : undefined;
  }

  /** The same for the events of an app. @param authenticator - its name */
  async eventKeys(authenticator: string): Promise<CallbackKeys | undefined> {
    const { corpId } = await this.settings.load(authenticator);
    const stored = (await this.settings.findStored(authenticator)) ?? {};
    const { eventToken, eventAesKey } = await this.settings.render(stored);
    const [token, aesKey] = [usable(eventToken), usable(eventAesKey)];
    return token && aesKey ? { token, aesKey, corpId } : undefined;
  }

  /** The secrets of a source in clear, variables rendered. */
  async secretsOf(
    stored: Options,
  ): Promise<Record<'contactSecret' | 'contactToken' | 'contactAesKey', string | undefined>> {
    const opened = this.secrets.open(stored);
    const secret = async (value: unknown) => {
      const text = usable(value);
      return text === undefined ? undefined : usable(await this.settings.renderSecret(text));
    };
    return {
      contactSecret: await secret(opened.contactSecret),
      contactToken: await secret(opened.contactToken),
      contactAesKey: await secret(opened.contactAesKey),
    };
  }
}

/** A secret that could not be opened is none. */
function usable(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text !== '' && !isSealed(text) ? text : undefined;
}
