import type { MemberProfile } from './member-identity';

/** MySQL and MariaDB: a text has characters that its column cannot have. */
const WRONG_VALUE = 1366;
/** An old MySQL keeps three bytes of a character (`utf8mb3`); these need four: emoji, rare Chinese characters. */
const FOUR_BYTES = /[\u{10000}-\u{10FFFF}]/gu;

/** A name as every database can keep it; one that has nothing else stays as it is. */
export function keptName(name: string): string {
  return name.replace(FOUR_BYTES, '').trim() || name;
}

/**
 * Writes somebody whose name the database may not be able to keep: then once more without the characters that it refuses.
 * Nobody is kept out by an emoji.
 *
 * @param run - writes; what it throws is thrown on, but for that
 */
export async function withStorableName<Person extends { profile: MemberProfile }, Result>(
  person: Person,
  run: (person: Person) => Promise<Result>,
): Promise<Result> {
  try {
    return await run(person);
  } catch (error) {
    const { name, ...rest } = person.profile;
    const kept = name?.replace(FOUR_BYTES, '').trim();
    if (!isWrongValue(error) || kept === name) throw error;
    return run({ ...person, profile: { ...rest, ...(kept && { name: kept }) } });
  }
}

function isWrongValue(error: unknown): boolean {
  const { original } = (error ?? {}) as { original?: { errno?: unknown } };
  return Number(original?.errno) === WRONG_VALUE;
}
