/** Longest list of ids in one query. */
export const IDS_A_QUERY = 1_000;

/** Asks for a part of the ids at a time. @returns all answers, each once */
export async function inParts(ids: string[], ask: (part: string[]) => Promise<Iterable<string>>): Promise<Set<string>> {
  const all = new Set<string>();
  const unique = [...new Set(ids)];
  for (let start = 0; start < unique.length; start += IDS_A_QUERY) {
    for (const id of await ask(unique.slice(start, start + IDS_A_QUERY))) all.add(id);
  }
  return all;
}
