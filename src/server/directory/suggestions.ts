import { type Database, Op } from '@nocobase/database';
import { usersById } from '../accounts/link-list';
import { privilegedUsers } from '../accounts/privileged';
import type { WaitReason } from './plan-members';

const UNMATCHED = 'wecomUnmatched';

/** The sentences (locale keys) for why a member waits for an administrator's word. */
export const WAIT_SENTENCES: Readonly<Record<WaitReason, string>> = {
  'same-name': 'A user without a link has the same name.',
  'same-userid': 'A user without a link has this userid as username.',
  'same-phone': 'A user has this phone number, but it is not certain whose it is.',
  privileged: 'The user with this phone number may manage NocoBase.',
  unlinked: 'Somebody has separated this member and the user.',
  deleted: 'The user of this member was deleted.',
  returned: 'A member with this userid left before. It may be the same person, or another one.',
  'other-name': 'WeCom calls this member by another name than before. It may be another person.',
  'not-made': 'The source makes no users.',
};

export interface SuggestionsQuery {
  search?: string;
  corpId?: string;
  reason?: string;
  page: number;
  pageSize: number;
}

/** A row of the table. */
export interface Unmatched {
  id: string;
  corpId: string;
  memberId: string;
  wecomUserId: string;
  memberName: string | null;
  departments: string[];
  reason: WaitReason;
  candidates: string[];
  isUnique: boolean;
  authenticator: string;
}

/** Members without a user, with the users who may be meant. */
export async function listSuggestions(db: Database, query: SuggestionsQuery) {
  const { search, corpId, reason, page, pageSize } = query;
  const like = search && { [Op.like]: `%${search.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%` };
  const { rows, count } = await db.getModel(UNMATCHED).findAndCountAll({
    where: {
      ...(corpId && { corpId }),
      ...(reason && { reason }),
      ...(like && { [Op.or]: [{ memberName: like }, { memberId: like }] }),
    } as never,
    order: [
      ['memberName', 'ASC'],
      ['id', 'ASC'],
    ],
    limit: pageSize,
    offset: (page - 1) * pageSize,
    raw: true,
  });
  const waiting = rows.map(unmatchedOf);
  const ids = [...new Set(waiting.flatMap(({ candidates }) => candidates))];
  const [users, privileged] = await Promise.all([usersById(db, ids), privilegedUsers(db, ids)]);
  return {
    count,
    rows: waiting.map(({ id, corpId, memberId, memberName, departments, reason, candidates, isUnique }) => ({
      ...{ id, corpId, memberId, memberName, departments, reason, unique: isUnique },
      candidates: candidates.flatMap((userId) => {
        const user = users.get(userId);
        return user ? [{ ...user, id: userId, privileged: privileged.has(userId) }] : [];
      }),
    })),
  };
}

export async function findUnmatched(db: Database, corpId: string, memberId: string): Promise<Unmatched | undefined> {
  const row = await db.getModel(UNMATCHED).findOne({ where: { corpId, memberId }, raw: true });
  return row ? unmatchedOf(row) : undefined;
}

function unmatchedOf(row: object): Unmatched {
  const fields = row as unknown as Record<keyof Unmatched, unknown>;
  const list = (value: unknown) => ((typeof value === 'string' ? JSON.parse(value) : value) ?? []) as string[];
  return {
    ...(fields as unknown as Unmatched),
    id: String(fields.id),
    departments: list(fields.departments),
    candidates: list(fields.candidates).map(String),
    isUnique: Boolean(fields.isUnique),
  };
}
