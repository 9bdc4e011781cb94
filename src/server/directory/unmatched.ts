import type { Database, Transaction } from '@nocobase/database';
import { nameKey } from '../accounts/identity-change';
import { privilegedUsers } from '../accounts/privileged';
import type { AccountsSetting } from '../accounts/setting';
import type { ListedMember } from '../wecom-api/member-lists';
import { writeInBatches } from './batches';
import type { MemberDecision, WaitReason } from './plan-members';
import type { Company } from './read';

const UNMATCHED = 'wecomUnmatched';

type Waiting = Extract<MemberDecision, { do: 'wait' }>;

/** A row of the table, as it shall be. */
interface UnmatchedRow {
  memberId: string;
  wecomUserId: string;
  memberName: string | null;
  departments: string[];
  reason: WaitReason;
  candidates: string[];
  isUnique: boolean;
}

export interface UnmatchedWriting {
  setting: AccountsSetting;
  corpId: string;
  authenticator: string;
  runId: string;
  company: Pick<Company, 'departments' | 'members'>;
  /** Only some members were read: the rows of others stay. */
  isPartial: boolean;
}

/** Writes who waits for an administrator's word, and takes away who does not any more. */
export async function writeUnmatched(decisions: readonly MemberDecision[], writing: UnmatchedWriting): Promise<void> {
  const { setting, corpId, authenticator, runId, company, isPartial } = writing;
  const { db } = setting;
  const rows = await rowsOf(
    db,
    decisions.filter((one): one is Waiting => one.do === 'wait'),
    company,
  );
  const stored = await readStored(db, corpId);
  const wanted = new Set(rows.map(({ memberId }) => memberId));
  const over = [...stored.keys()].filter((id) => !wanted.has(id) && (!isPartial || company.members.has(id)));
  const isNew = (row: UnmatchedRow) => stored.get(row.memberId) !== fingerprint(row);
  const model = db.getModel(UNMATCHED);
  const write = (write: (part: never[], transaction: Transaction) => Promise<unknown>) => ({
    write: async (part: unknown[], transaction: Transaction) => void (await write(part as never[], transaction)),
    onFailed: () => {},
    onWritten: () => {},
    rowsABatch: 500,
  });
  await writeInBatches(setting, `directory:${corpId}`, {
    rows: rows.filter(isNew),
    ...write(async (part: UnmatchedRow[], transaction) => {
      await model.destroy({ where: { corpId, memberId: part.map(({ memberId }) => memberId) }, transaction });
      const values = part.map((row) => ({ ...row, corpId, authenticator, runId }));
      await model.bulkCreate(values as never[], { transaction });
    }),
  });
  await writeInBatches(setting, `directory:${corpId}`, {
    rows: over,
    ...write((memberId: string[], transaction) => model.destroy({ where: { corpId, memberId }, transaction })),
  });
}

async function readStored(db: Database, corpId: string): Promise<Map<string, string>> {
  const rows = (await db.getModel(UNMATCHED).findAll({ where: { corpId }, raw: true })) as unknown as UnmatchedRow[];
  return new Map(rows.map((row) => [row.memberId, fingerprint(row)]));
}

/** What makes a row worth writing again. */
function fingerprint({ memberName, departments, reason, candidates, isUnique }: UnmatchedRow): string {
  const list = (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : value);
  return JSON.stringify([memberName, list(departments), reason, list(candidates), Boolean(isUnique)]);
}

async function rowsOf(db: Database, waiting: Waiting[], { departments, members }: UnmatchedWriting['company']) {
  const titles = new Map(departments.map(({ id, name }) => [id, name]));
  const names = new Map<string, number>();
  for (const { name } of members.values()) if (name) names.set(nameKey(name), (names.get(nameKey(name)) ?? 0) + 1);
  const single = waiting.filter(({ reason, candidates }) => reason === 'same-name' && candidates.length === 1);
  const privileged = await inThousands(
    single.flatMap(({ candidates }) => candidates),
    (ids) => privilegedUsers(db, ids),
  );
  const taken = new Map<string, number>();
  for (const { candidates } of single) for (const id of candidates) taken.set(id, (taken.get(id) ?? 0) + 1);
  return waiting.map(({ memberId, reason, candidates }): UnmatchedRow => {
    const member = members.get(memberId) as ListedMember;
    const [only = ''] = candidates;
    const hasOneName = member.name !== undefined && names.get(nameKey(member.name)) === 1 && taken.get(only) === 1;
    return {
      ...{ memberId, wecomUserId: member.userId, memberName: member.name ?? null, reason, candidates },
      departments: member.places.flatMap(({ id }) => titles.get(id) ?? []),
      isUnique: hasOneName && candidates.length === 1 && reason === 'same-name' && !privileged.has(only),
    };
  });
}

async function inThousands(ids: string[], ask: (ids: string[]) => Promise<Set<string>>): Promise<Set<string>> {
  const all = new Set<string>();
  for (let start = 0; start < ids.length; start += 1_000) {
    for (const id of await ask(ids.slice(start, start + 1_000))) all.add(id);
  }
  return all;
}
