import type { Application } from '@nocobase/server';
import { type SuiteOptions, sharedSuite } from '../../__tests__/support/suite';
import type { WeComService } from '../../service';
import type { Directory } from '../directory';
import type { RunKind, Trigger } from '../runs';

export const PLUGINS = ['user-data-sync', 'departments', 'api-keys'];

/** An application with NocoBase's synchronisation and departments, and a source `company`. */
export function directorySuite(options: SuiteOptions & { source?: object } = {}) {
  const { source = {}, ...rest } = options;
  const suite = sharedSuite({ plugins: PLUGINS, ...rest });
  beforeEach(async () => {
    await clean(suite.app);
    await saveSource(suite.app, source);
  });
  return {
    suite,
    get directory() {
      return directoryOf(suite.app);
    },
    run: (kind: RunKind = 'run', trigger: Trigger = 'button') => runSource(suite.app, kind, trigger),
  };
}

export function serviceOfTest(app: Application): WeComService {
  return (app.pm.get('auth-wecom') as unknown as { service: WeComService }).service;
}

export const directoryOf = (app: Application): Directory => serviceOfTest(app).directory;

export async function runSource(
  app: Application,
  kind: RunKind = 'run',
  trigger: Trigger = 'button',
  name = 'company',
) {
  const directory = directoryOf(app);
  const source = await directory.sources.find(name);
  if (!source) throw new Error(`no source ${name}`);
  const { id } = await directory.run({ source, kind, trigger });
  const run = await directory.runs.find(id);
  if (!run) throw new Error('no run');
  return run;
}

export async function saveSource({ db }: Application, options: object = {}, name = 'company') {
  const repository = db.getRepository('userDataSyncSources');
  const values = { name, sourceType: 'wecom', enabled: true, options: { authenticator: 'wecom', ...options } };
  const existing = await repository.findOne({ filter: { name } });
  if (existing) await repository.update({ filterByTk: existing.get('id') as number, values });
  else await repository.create({ values });
}

const TABLES = [
  ...['wecomRuns', 'wecomRunResults', 'wecomUnmatched', 'wecomLeaving', 'wecomLockouts', 'userDataSyncTasks'],
  ...['userDataSyncRecordsResources', 'userDataSyncRecords', 'userDataSyncSources'],
  ...['departmentsRoles', 'departmentsUsers', 'departments'],
];

async function clean({ db }: Application) {
  for (const name of TABLES) {
    if (db.hasCollection(name)) await db.getModel(name).destroy({ where: {}, hooks: false });
  }
}

/** Everything that a synchronisation writes, in a form that tests can compare. */
export async function written({ db }: Application) {
  const rows = async (name: string) =>
    (await db.getModel(name).findAll({ raw: true })) as unknown as Record<string, unknown>[];
  const users = await rows('users');
  const departments = db.hasCollection('departments') ? await rows('departments') : [];
  const memberships = db.hasCollection('departments') ? await rows('departmentsUsers') : [];
  const titles = new Map(departments.map(({ id, title }) => [String(id), String(title)]));
  const nicknames = new Map(users.map(({ id, nickname }) => [String(id), String(nickname)]));
  const links = await rows('wecomAccounts');
  return {
    links: Object.fromEntries(
      links.map(({ memberId, userId, state, away }) => [
        memberId,
        [nicknames.get(String(userId)), away ?? state].join(': '),
      ]),
    ) as Record<string, string>,
    departments: departments
      .map(({ title, parentId, sort, isLeaf }) =>
        [titles.get(String(parentId)) ?? '', sort, title, isLeaf ? 'leaf' : ''].join('/'),
      )
      .sort(),
    memberships: memberships
      .map(({ userId, departmentId, isOwner }) =>
        [titles.get(String(departmentId)), nicknames.get(String(userId)), isOwner ? 'owner' : ''].join('/'),
      )
      .sort(),
    mains: Object.fromEntries(
      users.flatMap(({ nickname, mainDepartmentId }) =>
        mainDepartmentId ? [[nickname, titles.get(String(mainDepartmentId))]] : [],
      ),
    ) as Record<string, string>,
    users: users.map(({ nickname }) => String(nickname)).sort(),
  };
}
