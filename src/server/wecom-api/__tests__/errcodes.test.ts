import { readFileSync } from 'node:fs';
import path from 'node:path';
import zhCN from '../../../locale/zh-CN.json';
import { ERROR_MESSAGES, WECOM_ERROR_CODES, type WeComErrorCode } from '../../../shared/constants';
import { toSignInError } from '../../errors';
import { KNOWN_ERRCODES, meaningOf, messageAdvice } from '../errcodes';
import { WeComRefusal, WeComUnreachable } from '../errors';

/** Every errcode that can meet a sign-in (WeCom document 90313), in groups. */
const EXPECTED: Record<WeComErrorCode, number[]> = {
  WECOM_SETTINGS: [
    40001, 40013, 40014, 40056, 40058, 40063, 40066, 40068, 40073, 40091, 40093, 41001, 41002, 41004, 41009, 41011,
    42001, 43004, 48002, 48004, 48005, 48006, 48009, 50001, 50003, 60020, 60031, 81013, 82001, 84090, 85004, 85005,
    301002, 301007, 301025, 301036, 301042, 2000002,
  ],
  WECOM_CODE_EXPIRED: [40029, 40078, 41008, 42003, 42022, 84014, 84015],
  WECOM_NOT_VISIBLE: [40003, 46004, 50002, 60003, 60011, 60021, 60030, 60111, 60123, 301021],
  WECOM_UNAVAILABLE: [-1, 6000, 45009, 45029, 45033],
  WECOM_FAILED: [],
  WECOM_STATE_INVALID: [],
  WECOM_CANCELLED: [],
  WECOM_NOT_MEMBER: [],
  WECOM_MEMBER_INACTIVE: [],
  WECOM_CONSENT_REQUIRED: [],
  WECOM_FIRST_SIGN_IN: [],
  WECOM_NO_ACCOUNT: [],
  WECOM_ACCOUNT_CONFLICT: [],
  WECOM_PROOF_REQUIRED: [],
  WECOM_BLOCKED: [],
  WECOM_LINK_CONFLICT: [],
  WECOM_TOO_MANY: [],
};

/** Only a message meets these. */
const IN_MESSAGES = [40008, 40033, 41016, 41033, 43012, 44004, 45002, 45008, 82002, 82003, 82004];

const cases = Object.entries(EXPECTED).flatMap(([code, numbers]) => numbers.map((errcode) => [errcode, code] as const));

it.each(cases)('errcode %i is %s for the person and has advice for the administrator', (errcode, code) => {
  expect(meaningOf(errcode)).toMatchObject({ code });
  expect(meaningOf(errcode).reason).toBeUndefined();
  expect(meaningOf(errcode).advice.length).toBeGreaterThan(20);
  const hint = '1782316307617340314383562';
  const refusal = WeComRefusal.fromAnswer(
    'user/get',
    errcode,
    `some text, hint: [${hint}], from ip: 203.0.113.7, more info`,
  );
  const error = toSignInError(refusal);
  expect(error.code).toBe(code);
  for (const part of [`errcode ${errcode}`, hint, '203.0.113.7', meaningOf(errcode).advice]) {
    expect(error.operator).toContain(part);
  }
});

it('knows exactly the numbers of the sheet', () => {
  expect([...KNOWN_ERRCODES].sort()).toEqual([...cases.map(([errcode]) => errcode), ...IN_MESSAGES].sort());
});

it.each([...IN_MESSAGES, 40058, 45009, 48002, 81013, 82001])(
  'errcode %i of a message has advice of its own',
  (errcode) => {
    expect(messageAdvice(errcode)).not.toBe(meaningOf(errcode).advice);
    expect(zhCN).toHaveProperty([messageAdvice(errcode)]);
  },
);

it('a message that meets any other errcode gets the advice that there is', () => {
  for (const errcode of [40001, 60020, 99999]) expect(messageAdvice(errcode)).toBe(meaningOf(errcode).advice);
});

it.each([1, 60121, 40163, 99999999, Number.NaN])('S-33 refuses with errcode %p, which nobody knows', (errcode) => {
  const error = toSignInError(new WeComRefusal('user/get', errcode));
  expect(error).toMatchObject({ code: 'WECOM_UNAVAILABLE', reason: 'refused', status: 503 });
  expect(error.message).toMatch(/^WeCom refused/);
});

it.each([
  ['staleToken', true, [40001, 40014, 42001]],
  ['credentials', 'wrong', [40001, 40013, 40091, 41002, 41004]],
  ['credentials', 'locked', [45009]],
  ['wantsAddress', true, [60020, 301042]],
  ['passes', true, [-1, 6000, 45033]],
] as const)('%s is %p for %j and for no other errcode', (property, value, errcodes) => {
  const found = KNOWN_ERRCODES.filter((errcode) => meaningOf(errcode)[property] === value);
  expect(found.sort((a, b) => a - b)).toEqual(errcodes);
});

it.each(['en-US', 'zh-CN'])('has a sentence for every refusal in %s', (language) => {
  const sentences = JSON.parse(readFileSync(path.join(__dirname, `../../../locale/${language}.json`), 'utf8'));
  for (const code of WECOM_ERROR_CODES) {
    expect(sentences[ERROR_MESSAGES[code]]).toEqual(expect.any(String));
  }
});

describe('a refusal of WeCom', () => {
  it('reads hint and address out of the message, and drops the rest', () => {
    const refusal = WeComRefusal.fromAnswer(
      'user/get',
      60020,
      'not allow to access from your ip, hint: [1782316307617340314383562], from ip: 2001:db8::1, more info at https://open.work.weixin.qq.com/devtool/query?e=60020',
    );
    expect(refusal).toMatchObject({
      endpoint: 'user/get',
      errcode: 60020,
      hint: '1782316307617340314383562',
      fromIp: '2001:db8::1',
    });
    expect(JSON.stringify(refusal) + refusal.message).not.toMatch(/not allow|more info/);
  });

  it('reads the hint of older messages', () => {
    expect(
      WeComRefusal.fromAnswer('x', 1, 'invalid code, hint: [1576065934_28_0123456789abcdef0123456789abcdef]').hint,
    ).toBe('1576065934_28_0123456789abcdef0123456789abcdef');
  });

  it.each([undefined, null, 5, {}, [], '', 'hint: [<script>]', `hint: [${'1'.repeat(65)}]`, 'from ip: "; rm'])(
    'S-32 takes nothing from the message %j',
    (errmsg) => {
      const { hint, fromIp } = WeComRefusal.fromAnswer('user/get', 40029, errmsg);
      expect([hint, fromIp]).toEqual([undefined, undefined]);
    },
  );
});

describe('S-33 an error that nobody expected', () => {
  it.each([
    undefined,
    null,
    'text',
    42,
    {},
    new Error('SELECT secret FROM users'),
    new TypeError('x is not a function'),
  ])('refuses %p, and does not repeat its message', (thrown) => {
    const error = toSignInError(thrown);
    expect(error).toMatchObject({ code: 'WECOM_FAILED', status: 500 });
    expect(error.message).toMatch(/^Something went wrong here\./);
    expect(error.operator).not.toMatch(/SELECT|not a function/);
  });

  it('says where WeCom could not be reached, without the address', () => {
    const error = toSignInError(new WeComUnreachable('gettoken', 'network', 'ECONNREFUSED'));
    const { operator } = error;
    expect(error).toMatchObject({ code: 'WECOM_UNAVAILABLE', reason: undefined, status: 503 });
    expect(error.message).toMatch(/^WeCom cannot be reached/);
    expect(operator).toMatch(/gettoken: network \(ECONNREFUSED\).*proxy/);
  });
});
