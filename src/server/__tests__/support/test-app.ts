import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Application as NocoBaseApplication } from '@nocobase/server';
import { type Database, databaseEnv, dropDatabase } from '../../../../scripts/nocobase/databases';
import { CapturedLog } from './captured-log';
import { createInstalled, type Place, sqliteFile } from './installed-database';
import { runFolder } from './run-folder';

export type Dialect = Database['dialect'];
const ALL_DIALECTS: Dialect[] = ['sqlite', 'postgres', 'mariadb'];
/** What tests of every database run on; `TEST_DIALECT` leaves one. */
export const DIALECTS = ALL_DIALECTS.filter((one) => [undefined, one].includes(process.env.TEST_DIALECT as Dialect));

/** What NocoBase reads from the environment of a process that it did not start itself. */
const ENVIRONMENT = {
  APP_ENV: 'test',
  APP_KEY: 'test-application-key-of-auth-wecom',
  API_BASE_PATH: '/api/',
  WS_PATH: '/ws',
  PLUGIN_STATICS_PATH: '/static/plugins/',
  APP_PUBLIC_PATH: '/',
  CDN_BASE_URL: '',
  LOGGER_LEVEL: 'error',
  INIT_ROOT_EMAIL: 'admin@nocobase.com',
  INIT_ROOT_PASSWORD: 'admin123',
  INIT_ROOT_NICKNAME: 'Super Admin',
  INIT_ROOT_USERNAME: 'nocobase',
  NODE_MODULES_PATH: path.resolve(__dirname, '../../../../node_modules'),
};

const BEFORE_USERS = ['ui-schema-storage', 'user-data-sync'];

/** NocoBase's own plugins that a sign-in meets, in its order. */
export const NOCOBASE_PLUGINS = officialPlugins();

/** @param before - more of them that the plugin of users looks for when it is loaded */
function officialPlugins(before: string[] = [], after: string[] = []) {
  return [
    'error-handler',
    'field-sort',
    'data-source-manager',
    'data-source-main',
    'environment-variables',
    'system-settings',
    ...before,
    'users',
    'acl',
    'auth',
    ...after,
  ].map((name) => [name, { name, packageName: `@nocobase/plugin-${name}` }]);
}

export interface TestApp {
  app: NocoBaseApplication;
  dialect: Dialect;
  database: Database;
  /** Where this application keeps its files, and SQLite its database. */
  storage: string;
  /** What was logged since the current test began. */
  log: CapturedLog;
  /** Stops the application and removes its database. */
  close(): Promise<void>;
}

export interface TestAppOptions {
  dialect?: Dialect;
  /** More environment, such as `APP_PUBLIC_PATH`; put back on close. */
  env?: Record<string, string>;
  /** More options of NocoBase's `Application`, such as `cacheManager`. */
  application?: Record<string, unknown>;
  /** Another node: shares the database of another test application instead of making one. Close it first. */
  sharing?: Pick<TestApp, 'dialect' | 'database' | 'storage'>;
  name?: string;
  /** More of NocoBase's plugins, by their short names. */
  plugins?: string[];
  /** NocoBase as it is without this plugin, to compare with. */
  withoutPlugin?: true;
}

/** Starts a real NocoBase application in this process, with this plugin, on one of the three databases. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { dialect = options.sharing?.dialect ?? 'sqlite', env = {}, application = {}, sharing } = options;
  const storage = sharing?.storage ?? (await mkdtemp(path.join(runFolder(), 'app-')));
  const database = sharing?.database ?? newDatabase(dialect);
  const { plugins = [], withoutPlugin = false } = options;

  const before = { ...process.env };
  const setEnvironment = (place: Place) => {
    Object.assign(process.env, ENVIRONMENT, { STORAGE_PATH: place.storage }, databaseEnv(place.database), env);
    if (dialect === 'sqlite') process.env.DB_STORAGE = sqliteFile(place.storage);
  };
  const log = new CapturedLog();
  const boot = (command: 'install' | 'start') =>
    bootApp({
      name: options.name ?? 'main',
      isFirst: !sharing,
      command,
      plugins,
      withoutPlugin,
      application: { logger: log.options(), ...application },
    });

  capturedLogs().add(log);
  if (!sharing) {
    const ofDatabase = Object.entries(env).filter(([name]) => name.startsWith('DB_'));
    const kind = { dialect, plugins, withoutPlugin, ofDatabase, options: application.database };
    const install = async (place: Place) => {
      setEnvironment(place);
      const installed = await boot('install');
      await installed.destroy();
    };
    await createInstalled({ database, storage }, kind, install);
  }
  setEnvironment({ database, storage });
  const app = await boot('start');
  return {
    app,
    dialect,
    database,
    storage,
    log,
    async close() {
      await app.destroy();
      capturedLogs().delete(log);
      if (!sharing) {
        await dropDatabase(database);
        await rm(storage, { recursive: true, force: true });
      }
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
    },
  };
}

function newDatabase(dialect: Dialect): Database {
  if (dialect === 'sqlite') return { dialect };
  return { dialect, name: `wecom_test_${process.pid}_${Math.random().toString(36).slice(2, 8)}` };
}

/** Shared with `quiet-environment.ts`. */
function capturedLogs(): Set<CapturedLog> {
  const shared = globalThis as { capturedLogs?: Set<CapturedLog> };
  shared.capturedLogs ??= new Set();
  return shared.capturedLogs;
}

interface BootOptions {
  name: string;
  /** The first node of an installation in this process. */
  isFirst: boolean;
  command: 'install' | 'start';
  plugins: string[];
  withoutPlugin: boolean;
  application: Record<string, unknown>;
}

// Required late: NocoBase reads the environment while it is loaded.
async function bootApp({
  name,
  isFirst,
  command,
  plugins: more,
  withoutPlugin,
  application,
}: BootOptions): Promise<NocoBaseApplication> {
  const {
    Application,
    Gateway,
    AppSupervisor,
    PluginManager,
  }: typeof import('@nocobase/server') = require('@nocobase/server');
  const { mockDatabase } = require('@nocobase/database');
  const { default: PluginAuthWeCom } = require('../../index');
  const { serviceOf }: typeof import('../../service') = require('../../service');

  const getPackageJson = PluginManager.getPackageJson.bind(PluginManager);
  PluginManager.getPackageJson = async (packageName) =>
    packageName === '@nocobase/plugin-auth-wecom' ? require('../../../../package.json') : getPackageJson(packageName);

  class TestApplication extends Application {
    override createDatabase(options: { database?: object }) {
      const db = mockDatabase(this.db ? this.db.options : (options.database ?? {}));
      db.setContext({ app: this });
      return db;
    }

    override async destroy(options: object = {}) {
      await super.destroy(options);
      if (!isFirst) return;
      Gateway.getInstance().destroy();
      await AppSupervisor.getInstance().destroy();
    }
  }

  if (isFirst) {
    // As in a new process. The last one may have been another test file's.
    Gateway.getInstance().reset();
    (Gateway as unknown as { requestHandlers: unknown[] }).requestHandlers.length = 0;
  }
  const plugins = [
    ...officialPlugins(
      more.filter((plugin) => BEFORE_USERS.includes(plugin)),
      more.filter((plugin) => !BEFORE_USERS.includes(plugin)),
    ),
    ...(withoutPlugin ? [] : [[PluginAuthWeCom, { name: 'auth-wecom', packageName: '@nocobase/plugin-auth-wecom' }]]),
  ] as never[];
  const app = new TestApplication({
    name,
    plugins,
    resourcer: { prefix: '/api' },
    skipSupervisor: !isFirst,
    ...application,
  });
  await app.runCommandThrowError(command);
  if (command === 'install') return app;
  // It works beside everything else; tests that count rows and statements are not to meet it.
  if (app.pm.get('auth-wecom')) await serviceOf(app).contacts.upkeep.finished;
  // A running NocoBase finds the sentences in `dist/locale` of the installed package.
  for (const language of ['en-US', 'zh-CN']) {
    app.i18n.addResources(language, '@nocobase/plugin-auth-wecom', require(`../../../locale/${language}.json`));
  }
  return app;
}
