import type { Application } from '@nocobase/server';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../../simulator';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app';
import { type AuthenticatorInput, saveAuthenticator } from './wecom';

/** What the tests of one `describe` share: an application, a WeCom, and both as new before each test. */
export interface Suite {
  readonly testApp: TestApp;
  readonly app: Application;
  readonly simulator: Simulator;
  /** Saves the authenticator `wecom` with other settings. */
  configure(input: AuthenticatorInput): Promise<void>;
}

export interface SuiteOptions extends TestAppOptions {
  authenticator?: AuthenticatorInput;
  simulator?: SimulatorOptions;
  /** Leaves accounts and settings as the test before has left them. */
  keep?: boolean;
}

/** Boots once for all tests of the surrounding `describe`. */
export function sharedSuite({
  authenticator = {},
  simulator: simulatorOptions,
  keep,
  ...options
}: SuiteOptions = {}): Suite {
  let testApp: TestApp;
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator(simulatorOptions);
    testApp = await startTestApp(options);
    if (keep) await saveAuthenticator(testApp.app, simulator, authenticator);
  });
  afterAll(async () => {
    await testApp?.close();
    await simulator?.close();
  });
  if (!keep) {
    beforeEach(async () => {
      simulator.control.reset();
      simulator.control.clearCalls();
      await removeAccounts(testApp.app);
      await testApp.app.db.getRepository('authenticators').destroy({ filter: { authType: 'wecom' } });
      await saveAuthenticator(testApp.app, simulator, authenticator);
    });
  }

  return {
    get testApp() {
      return testApp;
    },
    get app() {
      return testApp.app;
    },
    get simulator() {
      return simulator;
    },
    configure: (input) => saveAuthenticator(testApp.app, simulator, input),
  };
}

/** All users but the one of the installation, past every hook. */
async function removeAccounts({ db }: Application) {
  const [root] = await db.getModel('users').findAll({ order: [['id', 'ASC']], limit: 1 });
  const { Op } = await import('@nocobase/database');
  const others = { [Op.ne]: root?.get('id') as number };
  for (const name of ['wecomAccounts', 'wecomDeclined', 'wecomWaiting', 'wecomJournal', 'wecomContacts']) {
    await db.getModel(name).destroy({ where: {} });
  }
  await db.getModel('usersAuthenticators').destroy({ where: {} });
  await db.getModel('rolesUsers').destroy({ where: { userId: others } });
  await db.getModel('users').destroy({ where: { id: others } });
  await db.getModel('users').update({ phone: null } as never, { where: { id: root?.get('id') as number } });
}

/** A user whom nobody can be named for, as another plugin makes one: the number counts for nothing (S-39). */
export async function addUserByNobody({ db }: Application, values: Record<string, unknown>): Promise<{ id: number }> {
  const user = await db.getRepository('users').create({ values: { password: 'Password-1', ...values } });
  return { id: Number(user.get('id')) };
}

/** A user as an administrator makes one. */
export async function addUser({ db }: Application, values: Record<string, unknown>): Promise<{ id: number }> {
  // NocoBase hands the request of the administrator on to the hooks, which is how the writer is known (S-39).
  const context = { state: { currentUser: { id: 1 } } };
  const create = { values: { password: 'Password-1', ...values }, context };
  const user = await db.getRepository('users').create(create as never);
  return { id: Number(user.get('id')) };
}

/** All rows of the tables that a sign-in may write, in a fixed order; a refusal must leave them alone. */
export async function snapshot({ db }: Application) {
  const rows = async (name: string, ...order: string[]) =>
    (await db.getModel(name).findAll({ order: order.map((field) => [field, 'ASC']) as never, raw: true })).map(
      (row) => ({ ...row }),
    );
  return {
    users: await rows('users', 'id'),
    links: await rows('wecomAccounts', 'id'),
    contacts: await rows('wecomContacts', 'id'),
    shown: await rows('usersAuthenticators', 'authenticator', 'userId'),
    roles: await rows('rolesUsers', 'userId', 'roleName'),
  };
}
