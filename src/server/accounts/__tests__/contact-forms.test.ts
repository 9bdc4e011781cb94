import fc from '../../../../scripts/test/random';
import { normalizeEmail } from '../email';
import { memberIdentity } from '../member-identity';
import { maskPhone, normalizePhone, storedForms } from '../phone';

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
  ])('reads %j as the one Chinese number that it is', (typed) => {
    expect(normalizePhone(typed)).toBe('13800138000');
  });

  it.each([
    ['+852 91234567', '+85291234567'],
    ['00852-9123-4567', '+85291234567'],
    ['+1 (415) 555-0100', '+14155550100'],
    ['+44 20 7946 0958', '+442079460958'],
    // Ten digits after 86: not a Chinese mobile number, so the country code stays.
    ['+86 10 6552 9988', '+861065529988'],
    // No country code and no Chinese mobile number: only equal to itself.
    ['91234567', '91234567'],
    ['12012345678', '12012345678'],
  ])('keeps other countries apart: %j is %s', (typed, normal) => {
    expect(normalizePhone(typed)).toBe(normal);
  });

  it.each([
    undefined,
    null,
    '',
    '   ',
    '-',
    '+',
    '1234',
    '138****8000',
    'phone',
    '13800138000x',
    '1'.repeat(16),
    13800138000,
    ['13800138000'],
    {},
    true,
    '１３８００１３８０００',
    "13800138000' OR 1=1",
  ])('S-17 finds no number in %j', (value) => {
    expect(normalizePhone(value)).toBeUndefined();
  });

  it('finds users under every way of writing the country code', () => {
    expect(storedForms('13800138000')).toEqual(['13800138000', '8613800138000', '+8613800138000', '008613800138000']);
    expect(storedForms('+85291234567')).toEqual(['+85291234567', '0085291234567']);
    expect(storedForms('91234567')).toEqual(['91234567']);
  });

  it('S-31 shows two digits in logs', () => {
    expect(maskPhone('13800138000')).toBe('***00');
  });

  it('has one form for each number, whatever is typed (1,000 inputs)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ().-]{0,24}$/)), (typed) => {
        const normal = normalizePhone(typed);
        if (normal === undefined) return;
        expect(normal).toMatch(/^\+?\d{5,15}$/);
        expect(normalizePhone(normal)).toBe(normal);
        for (const form of storedForms(normal)) expect(normalizePhone(form)).toBe(normal);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('e-mail addresses', () => {
  it.each([
    ['Lina@Example.COM', 'lina@example.com'],
    ['  a.b+c@mail.example.org ', 'a.b+c@mail.example.org'],
  ])('compares %j regardless of case', (typed, normal) => {
    expect(normalizeEmail(typed)).toBe(normal);
  });

  it('S-15 keeps letters apart that only look alike in small: the Kelvin sign is no k', () => {
    expect(normalizeEmail('\u212Aate@example.com')).not.toBe(normalizeEmail('kate@example.com'));
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
    'a***@example.com',
    '<a@b>',
    42,
    ['a@b'],
    `${'a'.repeat(250)}@b.co`,
  ])('S-17 finds no address in %j', (value) => {
    expect(normalizeEmail(value)).toBeUndefined();
  });
});

it('S-14 identifies a member by corp and by id regardless of case', () => {
  expect(memberIdentity('ww1', 'LiNa')).toEqual({ corpId: 'ww1', memberId: 'lina', userId: 'LiNa' });
});
