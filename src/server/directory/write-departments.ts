import type { Database, Transaction } from '@nocobase/database';
import type { AccountsSetting } from '../accounts/setting';
import { writeInBatches } from './batches';
import type { KnownDepartment } from './known';
import type { Outcome } from './outcome';
import type { DepartmentDecision, WantedDepartment } from './plan-departments';
import { SyncRecords } from './sync-records';

export interface DepartmentWriting {
  setting: AccountsSetting;
  corpId: string;
  known: Map<string, KnownDepartment>;
  outcome: Outcome;
  onProgress: (done: number, total: number) => void;
}

type Written = Exclude<DepartmentDecision, { do: 'vanish' }>;

/**
 * Makes and changes departments, parents first. NocoBase's own hooks run, for its tree and whoever else listens.
 *
 * `known` is kept up to date: members are written with it afterwards.
 */
export async function writeDepartments(decisions: DepartmentDecision[], writing: DepartmentWriting): Promise<void> {
  const { setting, corpId, known, outcome, onProgress } = writing;
  const rows = decisions.filter((one): one is Written => one.do !== 'vanish' && isNews(one));
  const parents = new Set<string>();
  let done = 0;
  // A department whose parent could not be made is made as a root, and moved by the next run.
  const idOf = (uid: string | undefined) => (uid === undefined ? undefined : known.get(uid)?.now?.id);
  await writeInBatches(setting, `directory:${corpId}`, {
    rows,
    // A child of this very batch needs its parent's id, so what was made is known at once; a batch that fails forgets it.
    write: async (part, transaction) => {
      const made = new Map<string, KnownDepartment>();
      const id = (uid: string | undefined) => (uid === undefined ? undefined : (made.get(uid)?.now?.id ?? idOf(uid)));
      for (const one of part) await writeOne(setting.db, corpId, one, { known, made, parents, id }, transaction);
      for (const [uid, department] of made) known.set(uid, department);
    },
    onFailed: ({ wanted }, error) => outcome.failed({ departmentId: wanted.uid, memberName: wanted.title }, error),
    onWritten: (part) => {
      for (const one of part) outcome.add(one.do === 'make' ? 'departmentsMade' : 'departmentsChanged');
      done += part.length;
      onProgress(done, rows.length);
    },
  });
  await markLeaves(setting, corpId, parents);
}

/** Whether anything of the department has to be written. */
export function isNews(decision: Exclude<DepartmentDecision, { do: 'vanish' }>): boolean {
  return decision.do === 'make' || Object.keys(decision.changes).length > 0 || !decision.isRecorded;
}

interface Writer {
  known: ReadonlyMap<string, KnownDepartment>;
  made: Map<string, KnownDepartment>;
  /** Departments whose children have changed. */
  parents: Set<string>;
  id: (uid: string | undefined) => string | undefined;
}

async function writeOne(db: Database, corpId: string, decision: Written, writer: Writer, transaction: Transaction) {
  const { wanted } = decision;
  const parentId = writer.id(wanted.parentUid);
  const before = writer.known.get(wanted.uid);
  const id =
    decision.do === 'make'
      ? await makeDepartment(db, wanted, parentId, transaction)
      : await changeDepartment(db, decision, parentId, transaction);
  for (const parent of [parentId, before?.now?.parentId]) if (parent) writer.parents.add(parent);
  const record = {
    ...(before && { id: before.recordId, pkBefore: before.now?.id }),
    uid: wanted.uid,
    metaData: { ...wanted },
    pk: id,
  };
  await new SyncRecords(db).put(corpId, 'department', [record], transaction);
  const { uid: _uid, ...now } = wanted;
  writer.made.set(wanted.uid, {
    recordId: before?.recordId ?? (await recordId(db, corpId, wanted.uid, transaction)),
    title: wanted.title,
    ...(wanted.parentUid && { parentUid: wanted.parentUid }),
    now: { ...now, id, ...(parentId && { parentId }) },
  });
}

async function recordId(db: Database, corpId: string, uid: string, transaction: Transaction): Promise<string> {
  const where = { sourceName: `wecom:${corpId}`, dataType: 'department', sourceUk: uid };
  const row = await db.getModel('userDataSyncRecords').findOne({ where, attributes: ['id'], raw: true, transaction });
  return String((row as unknown as { id: unknown } | null)?.id);
}

async function makeDepartment(
  db: Database,
  { title, sort }: WantedDepartment,
  parentId: string | undefined,
  transaction: Transaction,
): Promise<string> {
  const values = { title, sort, isLeaf: true, ...(parentId && { parentId }) };
  const department = await db.getRepository('departments').create({ values, transaction });
  return String(department.get('id'));
}

async function changeDepartment(
  db: Database,
  { id, changes }: Extract<DepartmentDecision, { do: 'keep' }>,
  parentId: string | undefined,
  transaction: Transaction,
): Promise<string> {
  const { parent, ...values } = changes;
  if (Object.keys(changes).length > 0) {
    const department = await db.getModel('departments').findByPk(id, { transaction });
    await department?.update({ ...values, ...(parent && { parentId: parentId ?? null }) }, { transaction });
  }
  return id;
}

/** NocoBase keeps whether a department has others below it, for its tree. */
export async function markLeaves(
  setting: Pick<AccountsSetting, 'db' | 'writes'>,
  corpId: string,
  parents: ReadonlySet<string>,
): Promise<void> {
  const { db } = setting;
  const model = db.getModel('departments');
  await writeInBatches(setting, `directory:${corpId}`, {
    rows: [...parents],
    write: async (ids, transaction) => {
      const children = (await model.findAll({
        where: { parentId: ids },
        attributes: ['parentId'],
        group: ['parentId'],
        raw: true,
        transaction,
      })) as unknown as { parentId: unknown }[];
      const withChildren = new Set(children.map(({ parentId }) => String(parentId)));
      for (const isLeaf of [true, false]) {
        const which = ids.filter((id) => withChildren.has(id) !== isLeaf);
        if (which.length > 0)
          await model.update({ isLeaf } as never, { where: { id: which }, transaction, hooks: false });
      }
    },
    onFailed: () => {},
    onWritten: () => {},
  });
}
