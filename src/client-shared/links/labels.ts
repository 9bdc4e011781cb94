/** A user as the lists of this page name one. */
export type NamedUser = { id: number | string; nickname?: string | null; username?: string | null };

/** What people call the user; the id where nothing else is known. */
export function nameOf({ id, nickname, username }: NamedUser): string {
  if (nickname && username && nickname !== username) return `${nickname} (${username})`;
  return nickname || username || String(id);
}

/** A member of WeCom, by name and userid. */
export const memberLabel = ({ memberId, memberName }: { memberId?: string; memberName?: string }): string =>
  memberId ? (memberName ? `${memberName} (${memberId})` : memberId) : '';
