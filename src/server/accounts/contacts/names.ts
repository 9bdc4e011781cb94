/** The table of contacts; other software relies on its name. */
export const CONTACTS = 'wecomContacts';

/** How far its upkeep has come. */
export const PROGRESS = 'wecomProgress';

/** Name of the type of field that compares texts exactly on every database. */
export const EXACT_STRING = 'wecomExactString';

/** `source` of what stands in the column of users. */
export const COLUMN = 'user';

/** `source` of what a verifier of NocoBase knows. */
export function verifierSource(verifier: string): string {
  return `sms:${verifier}`;
}
