declare const phoneMark: unique symbol;
declare const emailMark: unique symbol;

/** A phone number in its normal form; only {@link normalizePhone} makes one. */
export type Phone = string & { readonly [phoneMark]: true };

/** An e-mail address in its normal form; only {@link normalizeEmail} makes one. */
export type Email = string & { readonly [emailMark]: true };

export type ContactKind = 'phone' | 'email';

/** Longest text that is looked at, in characters: a number or address with much punctuation around it. */
const LONGEST_TYPED = 300;

const CHINESE_MOBILE = /^1[3-9]\d{9}$/;

/**
 * Phone numbers in one form, so that `+86 138-0013-8000`, `8613800138000` and `13800138000` are one number.
 *
 * Chinese mobile numbers have no country code, as NocoBase's SMS sign-in has them. All others are their digits, with and
 * without plus: `+85291234567` is `85291234567`. Only where these digits would be a Chinese mobile number (`+1 415…`) the
 * plus stays. What has more than one number, a masked number or anything but a number in it is none.
 *
 * @param value - a column of a user, or what WeCom answered
 */
export function normalizePhone(value: unknown): Phone | undefined {
  const typed = unfold(value)?.replace(/\p{Dash}/gu, '-');
  // Three in a row stand for digits that are left out.
  if (typed === undefined || /[-.]{3}/.test(typed)) return undefined;
  const compact = typed.replace(/[ \-().]/g, '');
  const digits = compact.replace(/^(?:\+?(?:00)+|\+)/, '');
  if (!/^\d{5,15}$/.test(digits)) return undefined;
  const hasCountryCode = digits !== compact;
  // With a plus, `1` is North America: +1 415 555 0100 has the digits of a Chinese mobile number.
  const chinese = (hasCountryCode ? /^86(1[3-9]\d{9})$/ : /^(?:86)?(1[3-9]\d{9})$/).exec(digits)?.[1];
  if (chinese) return chinese as Phone;
  return (hasCountryCode && CHINESE_MOBILE.test(digits) ? `+${digits}` : digits) as Phone;
}

/**
 * Only ASCII letters are made small: `toLowerCase()` makes a `k` of the Kelvin sign, and so one address of two (S-15).
 *
 * @param value - a column of a user, or what WeCom answered
 * @returns the address in lower case, or `undefined` when it is not one
 */
export function normalizeEmail(value: unknown): Email | undefined {
  const email = unfold(value)?.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (email === undefined || email.length > 254) return undefined;
  return /^[^\s@"<>*]+@[^\s@"<>*]+$/.test(email) ? (email as Email) : undefined;
}

/** The normal form of a column of NocoBase's users. */
export function normalFormOf(kind: ContactKind, value: unknown): Phone | Email | undefined {
  return kind === 'phone' ? normalizePhone(value) : normalizeEmail(value);
}

/**
 * How a number or address is usually stored: what the unique indexes of NocoBase's users find without an index of ours.
 *
 * @param key - in normal form
 */
export function usualForms(kind: ContactKind, key: Phone | Email): string[] {
  if (kind === 'email') return [key];
  if (key.startsWith('+')) return [key, `00${key.slice(1)}`];
  return CHINESE_MOBILE.test(key) ? [key, `+86${key}`, `86${key}`, `0086${key}`] : [key, `+${key}`, `00${key}`];
}

/** For logs: the last two digits are enough to recognise a number by (S-31). */
export function maskPhone(phone: string): string {
  return `***${phone.slice(-2)}`;
}

/**
 * What somebody typed, without what nobody sees: spreadsheets and chats bring full-width letters and digits, marks for the
 * direction of writing, and blanks of no width. Line breaks and tabs stay, since they separate one number from another.
 */
function unfold(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST_TYPED) return undefined;
  return value
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\p{Zs}/gu, ' ')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu, '')
    .trim();
}
