/**
 * Only ASCII letters are made small: `toLowerCase()` makes a `k` of the Kelvin sign, and so one address of two (S-15).
 *
 * @returns the address in lower case, or `undefined` when it is not one
 */
export function normalizeEmail(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 254) return undefined;
  const email = value.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return /^[^\s@"<>*]+@[^\s@"<>*]+$/.test(email) ? email : undefined;
}
