import fc from 'fast-check';
import { parseAgent } from '../agent';
import { isWeComApiError, WeComRefusal, WeComUnreachable } from '../errors';
import { parseIdentity } from '../identity';
import { parseMember, parseMemberDetails } from '../member';
import { optionalNumber, optionalText, parseAnswer, requiredText } from '../parse';

describe('an answer', () => {
  it('is accepted with errcode 0 or none', () => {
    expect(parseAnswer('x', { errcode: 0, userid: 'a' })).toEqual({ errcode: 0, userid: 'a' });
    expect(parseAnswer('x', { userid: 'a' })).toEqual({ userid: 'a' });
    expect(parseAnswer('x', { errcode: null, userid: 'a' })).toEqual({ errcode: null, userid: 'a' });
  });

  it('is understood when its errcode is a text', () => {
    expect(parseAnswer('x', { errcode: '0', userid: 'a' })).toEqual({ errcode: '0', userid: 'a' });
    expect(() => parseAnswer('x', { errcode: '40029' })).toThrow(new WeComRefusal('x', 40029));
    expect(() => parseAnswer('x', { errcode: '-1' })).toThrow(new WeComRefusal('x', -1));
  });

  it('is a refusal with any other errcode', () => {
    expect(() => parseAnswer('x', { errcode: -1 })).toThrow(WeComRefusal);
    expect(() => parseAnswer('x', { errcode: 40029, userid: 'a' })).toThrow(WeComRefusal);
  });

  it.each([
    null,
    undefined,
    'ok',
    0,
    [],
    [{ errcode: 0 }],
    { errcode: '' },
    { errcode: ' 0' },
    { errcode: '0x0' },
    { errcode: '0.5' },
    { errcode: '1'.repeat(16) },
    { errcode: 0.5 },
    { errcode: Number.NaN },
    { errcode: {} },
    { errcode: true },
  ])('S-33 is not WeCom when it is %j', (answer) => expect(() => parseAnswer('x', answer)).toThrow(WeComUnreachable));
});

it.each([
  [7200, 7200],
  [0, 0],
  [-1, -1],
  [0.5, 0.5],
  ['1500', 1500],
  ['-1', -1],
  ['', undefined],
  ['1e9', undefined],
  ['7200 s', undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [true, undefined],
  [null, undefined],
  [['1'], undefined],
])('%j is the number %j', (value, number) => expect(optionalNumber(value)).toBe(number));

describe('texts', () => {
  it.each([undefined, null, '', '  ', 0, 1, [], ['a'], {}, 'abcdef'])('S-17 are never empty: %j', (value) => {
    expect(optionalText(value, 5)).toBeUndefined();
    expect(() => requiredText('x', { a: value }, 'a', 5)).toThrow(WeComUnreachable);
  });
  it('are trimmed', () => expect(optionalText(' a ')).toBe('a'));
});

describe('S-13 the identity', () => {
  it('is a member with a plain userid', () => {
    expect(parseIdentity({ userid: 'LiNa@x.y_-1' })).toEqual({ kind: 'member', userId: 'LiNa@x.y_-1' });
    expect(parseIdentity({ userid: 'lina', user_ticket: 'T' })).toEqual({
      kind: 'member',
      userId: 'lina',
      userTicket: 'T',
    });
  });

  it.each([
    {},
    { openid: 'o' },
    { external_userid: 'wm' },
    { UserId: 'lina' },
    { userId: 'lina' },
    { userid: '' },
    { userid: ' ' },
    { userid: ' lina' },
    { userid: null },
    { userid: 7 },
    { userid: true },
    { userid: ['lina'] },
    { userid: { toString: () => 'lina' } },
    { userid: 'ww1234567890abcdef/lina' },
    { userid: '../lina' },
    { userid: '-lina' },
    { userid: 'li na' },
    { userid: 'lina\n' },
    { userid: 'lina\u0000' },
    { userid: 'línа' },
    { userid: 'l'.repeat(65) },
    { openid: 'o', external_userid: 'wm', userid: '' },
  ])('is nobody with %j', (fields) => {
    expect(parseIdentity(fields)).toMatchObject({ kind: 'not-a-member' });
  });
});

it('a member of a linked company is told from other strangers', () => {
  expect(parseIdentity({ userid: 'ww1234567890abcdef/lina' })).toMatchObject({ linkedCompany: true });
  expect(parseIdentity({ openid: 'o' })).not.toHaveProperty('linkedCompany');
});

describe('S-13 the identity at a private deployment', () => {
  const parse = (fields: object) => parseIdentity(fields as Record<string, unknown>, 'private');

  it('is a member with a plain UserId, as recorded', () => {
    expect(parse({ UserId: 'LiNa', DeviceId: '', errcode: 0, errmsg: 'ok' })).toEqual({
      kind: 'member',
      userId: 'LiNa',
    });
    expect(parse({ UserId: 'lina', DeviceId: 'd', user_ticket: 'T', expires_in: 1800 })).toEqual({
      kind: 'member',
      userId: 'lina',
      userTicket: 'T',
    });
    expect(parse({ userid: 'lina' })).toEqual({ kind: 'member', userId: 'lina' });
  });

  it.each([
    {},
    { OpenId: 'o', DeviceId: '' },
    { UserId: '' },
    { UserId: '', userid: 'lina' },
    { UserId: 7 },
    { UserId: 'ww1234567890abcdef/lina' },
    { userId: 'lina' },
  ])('is nobody with %j', (fields) => expect(parse(fields)).toMatchObject({ kind: 'not-a-member' }));
});

describe('a member', () => {
  const answer = { userid: 'LiNa', name: '李娜', status: 1 };

  it('of a new app has neither phone nor e-mail', () => {
    expect(parseMember(answer, 'lina')).toEqual({
      userId: 'lina',
      name: '李娜',
      active: true,
      left: false,
      phoneShown: false,
    });
  });

  it('of an old app has both, and an empty phone counts as shown', () => {
    expect(parseMember({ ...answer, mobile: '138', biz_mail: 'b@x', email: 'e@x' }, 'lina')).toMatchObject({
      phoneShown: true,
      phone: '138',
      bizMail: 'b@x',
      email: 'e@x',
    });
    expect(parseMember({ ...answer, mobile: '' }, 'lina')).toEqual({
      userId: 'lina',
      name: '李娜',
      active: true,
      left: false,
      phoneShown: true,
    });
  });

  it.each([
    [{ status: 1 }, true],
    [{ status: 1, enable: 1 }, true],
    [{}, true],
    [{ status: 2 }, false],
    [{ status: 4 }, false],
    [{ status: 5 }, false],
    [{ status: 0 }, false],
    [{ status: '1' }, true],
    [{ status: '2' }, false],
    [{ status: 'active' }, false],
    [{ status: true }, false],
    [{ status: null }, false],
    [{ status: 1, enable: 0 }, false],
    [{ status: 1, enable: '0' }, false],
    [{ status: '1', enable: '1' }, true],
  ])('S-27 with %j may sign in: %s', (fields, active) => {
    expect(parseMember({ userid: 'lina', ...fields }, 'lina').active).toBe(active);
  });

  it.each([
    [{ status: 1, enable: 0 }, true],
    [{ status: 1 }, true],
    [{}, true],
    [{ enable: 0 }, false],
    [{ enable: 1 }, true],
    [{ status: 2, enable: 1 }, false],
    [{ status: 4 }, false],
    [{ status: null, enable: 1 }, false],
  ])('S-27 with %j at a private deployment may sign in: %s', (fields, active) => {
    expect(parseMember({ userid: 'lina', ...fields }, 'lina', 'private').active).toBe(active);
  });

  it('S-17 has a phone that comes as a number, and none that is no phone', () => {
    const phoneOf = (mobile: unknown) => parseMember({ userid: 'lina', mobile }, 'lina').phone;
    expect(phoneOf(13800138000)).toBe('13800138000');
    for (const mobile of [0, -1, 1.5, 1e300, Number.NaN, true, [13800138000], {}]) {
      expect(phoneOf(mobile)).toBeUndefined();
    }
  });

  it.each(['138****8000', '***@example.com', '*'])('S-17 has no contact in the masked %j', (masked) => {
    expect(parseMemberDetails({ userid: 'lina', mobile: masked, email: masked, biz_mail: masked }, 'lina')).toEqual({
      userId: 'lina',
    });
  });

  it.each([undefined, null, '', 'zhangwei', 7, ['lina']])(
    'S-16 is not this member when the answer is about %j',
    (userid) => {
      for (const parse of [parseMember, parseMemberDetails]) {
        expect(() => parse({ userid, mobile: '13800138000' }, 'lina')).toThrow(WeComUnreachable);
      }
    },
  );
});

it('reads an app, and survives one without lists', () => {
  expect(
    parseAgent({
      name: 'App',
      close: 1,
      redirect_domain: 'https://app.example.com:8443',
      allow_userinfos: { user: [{}, {}] },
      allow_partys: { partyid: [1] },
      allow_tags: {},
    }),
  ).toMatchObject({
    name: 'App',
    closed: true,
    trustedDomain: 'app.example.com:8443',
    visible: { members: 2, departments: 1, tags: 0 },
  });
  expect(parseAgent({ agentid: '1', close: '1' }).closed).toBe(true);
  expect(parseAgent({ allow_userinfos: null, allow_tags: 'x' })).toMatchObject({
    closed: false,
    visible: { members: 0, departments: 0, tags: 0 },
  });
});

it('S-33 takes any JSON without another error than the two of this client (5,000 inputs)', () => {
  const value = fc.jsonValue();
  const known = fc.record(
    {
      errcode: fc.oneof(fc.constant(0), fc.integer(), value),
      errmsg: value,
      userid: fc.oneof(fc.string(), value),
      user_ticket: value,
      name: value,
      status: value,
      enable: value,
      mobile: value,
      email: value,
      biz_mail: value,
      close: value,
      redirect_domain: value,
      allow_userinfos: value,
      allow_partys: value,
      allow_tags: value,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: value }), (answer) => {
      try {
        const fields = parseAnswer('x', answer);
        parseIdentity(fields, 'private');
        const identity = parseIdentity(fields);
        if (identity.kind === 'member') expect(identity.userId).toMatch(/^[\w\-@.]{1,64}$/);
        parseAgent(fields);
        const { phone, email, bizMail } = parseMember(fields, 'lina');
        for (const contact of [phone, email, bizMail]) expect(contact).not.toBe('');
        parseMemberDetails(fields, 'lina');
      } catch (error) {
        if (!isWeComApiError(error)) throw error;
      }
    }),
    { numRuns: 5000 },
  );
});
