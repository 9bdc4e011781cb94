/**
 * Phone numbers in one form, so that `+86 138-0013-8000`, `8613800138000` and `13800138000` are one number.
 *
 * Chinese mobile numbers are stored without country code, as NocoBase's users and its SMS sign-in have them; all others
 * keep theirs with a plus. A number without country code that is no Chinese mobile number is only equal to itself.
 */
export function normalizePhone(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const compact = value.trim().replace(/[\s\-().]/g, '');
  const digits = compact.replace(/^(?:\+|00)/, '');
  if (!/^\d{5,15}$/.test(digits)) return undefined;
  const hasCountryCode = digits !== compact;
  // With a plus, `1` is North America: +1 415 555 0100 has the digits of a Chinese mobile number.
  const chinese = (hasCountryCode ? /^86(1[3-9]\d{9})$/ : /^(?:86)?(1[3-9]\d{9})$/).exec(digits);
  if (chinese) return chinese[1];
  return hasCountryCode ? `+${digits}` : digits;
}

/**
 * How a number may be stored when punctuation is removed, most usual first; for looking up users whose phone somebody
 * typed in another form.
 *
 * @param normalized - from {@link normalizePhone}
 */
export function storedForms(normalized: string): string[] {
  if (normalized.startsWith('+')) {
    const digits = normalized.slice(1);
    return [normalized, `00${digits}`];
  }
  return /^1[3-9]\d{9}$/.test(normalized)
    ? [normalized, `86${normalized}`, `+86${normalized}`, `0086${normalized}`]
    : [normalized];
}

/** For logs: the last two digits are enough to recognise a number by (S-31). */
export function maskPhone(phone: string): string {
  return `***${phone.slice(-2)}`;
}
