import { hkdfSync } from 'node:crypto';
import type { Application } from '@nocobase/server';
import { PLUGIN_NAME } from '../shared/constants';
import { Accounts } from './accounts/accounts';
import { Contacts } from './accounts/contacts/contacts';
import { Writes } from './accounts/writes';
import { type Cache, sharedClaim } from './claim';
import { Arrivals } from './directory/arrivals';
import { Directory } from './directory/directory';
import { beginPiece } from './directory/piece';
import { Renewal } from './directory/renewal';
import type { Schedule } from './directory/schedule';
import { Sources } from './directory/sources';
import type { Watch } from './directory/watch';
import { LinkNotices } from './messages/link-notices';
import { MessageSender } from './messages/sender';
import { defaultTranslator } from './messages/translator';
import { Seal } from './seal';
import { withReadyKey } from './session-jwt';
import type { WeComSettings } from './settings/parse';
import { SecretAtRest } from './settings/secret-at-rest';
import { SettingsSource } from './settings/source';
import { ClientNetworks } from './sign-in/client-networks';
import { ExchangeLimits } from './sign-in/exchange-limits';
import { UsedStates } from './sign-in/used-states';
import { AccessTokens } from './wecom-api/access-token';
import { WeComClient } from './wecom-api/client';
import { createHttpClient, type HttpClient } from './wecom-api/http';

/** What calls of WeCom need of the settings. */
type ForCalls = Pick<WeComSettings, 'apiBaseUrl' | 'corpId' | 'secret' | 'proxyUrl' | 'deployment'>;

/** Everything of this plugin that lives as long as the application: made once in `load()`, used by every request. */
export class WeComService {
  readonly secrets: SecretAtRest;
  readonly settings: SettingsSource;
  readonly seal: Seal;
  readonly usedStates: UsedStates;
  readonly exchanges = new ExchangeLimits();
  readonly networks = new ClientNetworks(process.env.WECOM_TRUSTED_PROXIES);
  readonly writes: Writes;
  readonly contacts: Contacts;
  readonly accounts: Accounts;
  readonly tokens: AccessTokens;
  readonly messages: MessageSender;
  readonly directory: Directory;
  readonly renewal: Renewal;
  /** Which events were seen already. */
  readonly events: Arrivals;
  /** Made when the directory is joined to the application. */
  schedule?: Schedule;
  watch?: Watch;
  readonly notices: LinkNotices;
  /** Signs and verifies the sessions of people who signed in with WeCom. */
  readonly jwt: ReturnType<typeof withReadyKey>;
  private readonly httpClients = new Map<string, HttpClient>();

  private constructor(app: Application, cache: Cache) {
    this.secrets = new SecretAtRest(app);
    this.settings = new SettingsSource(app, this.secrets);
    this.jwt = withReadyKey(app.authManager.jwt);
    // Both: NocoBase's AES key is random, and `APP_KEY` is in no backup.
    this.seal = new Seal(app.authManager.jwt.getSecret(), `state ${app.name}`, randomKeyOf(app));
    const claim = sharedClaim(cache);
    this.usedStates = new UsedStates(claim);
    this.tokens = new AccessTokens(cache, claim);
    const { unknown } = this.networks;
    if (unknown.length > 0) app.logger.error(`wecom: no address or network in WECOM_TRUSTED_PROXIES: ${unknown}`);
    this.writes = new Writes(app.db.sequelize.getDialect() === 'sqlite');
    this.contacts = new Contacts({ db: app.db, writes: this.writes, log: app.logger });
    this.accounts = new Accounts({
      db: app.db,
      contacts: this.contacts,
      writes: this.writes,
      blacklist: () => app.authManager.jwt.blacklist,
      digestKey: digestKeyOf(app),
      otherAuthenticators: () => this.settings.otherAuthenticators(),
      blockToken: (token) => app.authManager.jwt.block(token),
      forgetRights: (userId) => Promise.all(RIGHTS.map((key) => app.cache.del(key.replace('{id}', userId)))),
      tell: (change) => this.notices.tell(change),
      log: app.logger,
    });
    const client = (settings: WeComSettings) => this.client(settings);
    this.messages = new MessageSender({ app, settings: this.settings, links: this.accounts.links, client });
    this.notices = new LinkNotices({ app, settings: this.settings, client });
    this.directory = new Directory({
      accounts: this.accounts,
      settings: this.settings,
      sources: new Sources(app, this.settings),
      client: (settings) => this.client(settings),
      translator: () => defaultTranslator(app),
      hasDepartments: () => hasDepartments(app),
      forgetDepartments: async (ids) => {
        await Promise.all(ids.map((id) => app.cache.del(`departments:${id}`)));
      },
      log: app.logger,
    });
    this.events = new Arrivals(cache, claim);
    this.renewal = new Renewal({
      db: app.db,
      accounts: this.accounts,
      leavers: this.directory.leavers,
      settingsOf: async (name) => ((await this.settings.isEnabled(name)) ? this.settings.load(name) : undefined),
      client: (settings) => this.client(settings),
      cache,
      locksOut: async (corpId) => (await this.directory.sourceOf(corpId))?.options.onLeave === 'lockout',
      hold: async (link) => {
        const piece = { source: '', corpId: link.corpId, trigger: 'event' as const };
        await (await beginPiece(this.directory, piece, async () => [link]))?.done;
      },
      log: app.logger,
    });
  }

  static async create(app: Application): Promise<WeComService> {
    const { cacheManager } = app;
    // The default store: memory, or Redis when the application is configured so, which all nodes share then.
    const cache = await cacheManager.createCache({ name: PLUGIN_NAME, prefix: PLUGIN_NAME });
    return new WeComService(app, cache);
  }

  /** @param signal - ends all calls of this client */
  client(settings: ForCalls, signal?: AbortSignal) {
    const { apiBaseUrl, corpId, secret, proxyUrl, deployment } = settings;
    const credentials = { apiBaseUrl, corpId, secret };
    return new WeComClient({ credentials, tokens: this.tokens, http: this.httpClient(proxyUrl), deployment, signal });
  }

  /** One client for each proxy, so that connections are kept alive. */
  httpClient(proxyUrl = ''): HttpClient {
    const existing = this.httpClients.get(proxyUrl);
    if (existing) return existing;
    const client = createHttpClient(proxyUrl ? { proxyUrl } : {});
    // Proxies change rarely; a handful is more than any installation has.
    if (this.httpClients.size >= 16) this.httpClients.clear();
    this.httpClients.set(proxyUrl, client);
    return client;
  }
}

/** Without NocoBase's plugin of departments there are none to write. */
function hasDepartments({ db, pm }: Application): boolean {
  const plugin = pm.get('departments') as { enabled?: boolean } | undefined;
  return plugin?.enabled === true && db.hasCollection('departments') && db.hasCollection('departmentsUsers');
}

/** @see NocoBase plugin-acl/src/server/middlewares/setCurrentRole.ts, plugin-departments (`setDepartmentsInfo`) */
const RIGHTS = ['roles:{id}', 'roles:{id}:defaultRole', 'departments:{id}'];

/**
 * NocoBase's own key for what it encrypts: 32 random bytes of this installation, the same on all nodes. Its types hide it.
 *
 * @see NocoBase core/server/src/aes-encryptor.ts; the key is in `APP_AES_SECRET_KEY` or below `storage/apps`
 */
function randomKeyOf({ aesEncryptor }: Application): Buffer {
  return (aesEncryptor as unknown as { key: Buffer }).key;
}

/** Keys the digests of phone numbers. */
function digestKeyOf(app: Application): Buffer {
  return Buffer.from(hkdfSync('sha256', randomKeyOf(app), '', `auth-wecom phone digest ${app.name}`, 32));
}

/** @returns the service of the loaded plugin. Plugins see the application through a proxy, so it is asked by name. */
export function serviceOf(app: Application): WeComService {
  const { service } = app.pm.get(PLUGIN_NAME) as unknown as { service: WeComService };
  return service;
}
