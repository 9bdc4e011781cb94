import fc from '../../../../scripts/test/random';
import { maskPhone, normalizeEmail, normalizePhone, usualForms } from '../contact-forms';
import { memberIdentity } from '../member-identity';

describe('phone numbers', () => {
  it.each([
    '13800138000',
    '8613800138000',
    '+8613800138000',
    '+86 138-0013-8000',
    '0086 13800138000',
    ' (+86) 138 0013 8000 ',
    '138.0013.8000',
    '86-138-0013-8000',
    '+0086 138 0013 8000',
    '１３８００１３８０００',
    '＋８６　１３８－００１３－８０００',
    '（+86）138–0013—8000',
    // What a spreadsheet, a chat and a web page leave: marks of direction, a blank of no width, a byte order mark.
    '\u202d13800138000\u202c',
    '138\u200b0013\u200b8000',
    '\ufeff13800138000',
    '138\u00a00013\u20078000',
    '13800138000\n',
    '\t13800138000',
  ])('reads %j as the one Chinese number that it is', (typed) => {
    expect(normalizePhone(typed)).toBe('13800138000');
  });

  it.each([
    ['16600138000', '16600138000'],
    ['+86 199 0013 8000', '19900138000'],
    ['+852 91234567', '85291234567'],
    ['85291234567', '85291234567'],
    ['00852-9123-4567', '85291234567'],
    ['852-9123-4567', '85291234567'],
    ['+886 912 345 678', '886912345678'],
    ['+44 20 7946 0958', '442079460958'],
    ['442079460958', '442079460958'],
    // Ten digits after 86: not a Chinese mobile number, so the country code stays.
    ['+86 10 6552 9988', '861065529988'],
    ['861065529988', '861065529988'],
    // With a plus it is North America; without it is a Chinese mobile number.
    ['+1 (415) 555-0100', '+14155550100'],
    ['001 415 555 0100', '+14155550100'],
    ['14155550100', '14155550100'],
    // No country code and no Chinese mobile number: equal to itself.
    ['91234567', '91234567'],
    ['12012345678', '12012345678'],
    ['020-123456', '020123456'],
    ['010-65874734', '01065874734'],
  ])('keeps other countries apart: %j is %s', (typed, normal) => {
    expect(normalizePhone(typed)).toBe(normal);
  });

  it.each([
    ['a number of another country with and without plus', ['85291234567', '+85291234567', '0085291234567'], true],
    ['a number without its country code', ['91234567', '+85291234567'], false],
    ['North America and China', ['+14155550100', '14155550100'], false],
    ['a landline with and without its country', ['010-65874734', '+86 10 65874734'], false],
  ])('takes %s for one number: %j, %s', (_, typed, isOne) => {
    expect(new Set(typed.map(normalizePhone)).size === 1).toBe(isOne);
  });

  it.each([
    undefined,
    null,
    '',
    '   ',
    '-',
    '+',
    '1234',
    'phone',
    '13800138000x',
    '1'.repeat(16),
    '1'.repeat(1000),
    13800138000,
    ['13800138000'],
    {},
    true,
    "13800138000' OR 1=1",
    '\u200b\ufeff',
    '138\u00000013\u00008000',
    // Masked.
    '138****8000',
    '138xxxx8000',
    '138••••8000',
    '138....8000',
    '138----8000',
    '138————8000',
    // Two numbers, or more than a number, in one field.
    '13800138000/13900139000',
    '13800138000 13900139000',
    '13800138000,13900139000',
    '13800138000、13900139000',
    '13800138000;13900139000',
    '6552998\n6552999',
    '6552998\t6552999',
    '+8613800138000+8613900139000',
    '010-65874734 转8012',
    '65874734转8012',
  ])('S-17 finds no number in %j', (value) => {
    expect(normalizePhone(value)).toBeUndefined();
  });

  it.each([
    ['13800138000', ['13800138000', '+8613800138000', '8613800138000', '008613800138000']],
    ['+85291234567', ['85291234567', '+85291234567', '0085291234567']],
    ['+14155550100', ['+14155550100', '0014155550100']],
  ])('knows how %s is usually stored', (typed, forms) => {
    expect(usualForms('phone', normalizePhone(typed)!)).toEqual(forms);
  });

  it('S-31 shows two digits in logs', () => {
    expect(maskPhone('13800138000')).toBe('***00');
  });

  it('has one form for each number, whatever is typed (2,000 inputs)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ().-]{0,24}$/)), (typed) => {
        const normal = normalizePhone(typed);
        if (normal === undefined) return;
        expect(normal).toMatch(/^\+?\d{5,15}$/);
        expect(normalizePhone(normal)).toBe(normal);
        for (const form of usualForms('phone', normal)) expect(normalizePhone(form)).toBe(normal);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('e-mail addresses', () => {
  it.each([
    ['Lina@Example.COM', 'lina@example.com'],
    ['  a.b+c@mail.example.org ', 'a.b+c@mail.example.org'],
    ['lina＠example．com', 'lina@example.com'],
    ['\u200blina@example.com\u202c', 'lina@example.com'],
  ])('compares %j regardless of case, width and what nobody sees', (typed, normal) => {
    expect(normalizeEmail(typed)).toBe(normal);
  });

  it.each([
    ['\u212Aate@example.com', 'kate@example.com'],
    ['josé@example.com', 'jose@example.com'],
  ])('S-15 keeps letters apart that only look alike: %s and %s', (one, other) => {
    expect(normalizeEmail(one)).not.toBe(normalizeEmail(other));
  });

  it.each([
    undefined,
    null,
    '',
    ' ',
    '@',
    'a@',
    '@b',
    'a b@c',
    'a@b@c',
    'a@b.co, c@d.co',
    'a***@example.com',
    '<a@b>',
    42,
    ['a@b'],
    `${'a'.repeat(250)}@b.co`,
  ])('S-17 finds no address in %j', (value) => {
    expect(normalizeEmail(value)).toBeUndefined();
  });

  it('has one form for each address, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string()), (typed) => {
        const normal = normalizeEmail(typed);
        if (normal !== undefined) expect(normalizeEmail(normal)).toBe(normal);
      }),
    );
  });
});

it('S-14 identifies a member by corp and by id regardless of case', () => {
  expect(memberIdentity('ww1', 'LiNa')).toEqual({ corpId: 'ww1', memberId: 'lina', userId: 'LiNa' });
});
