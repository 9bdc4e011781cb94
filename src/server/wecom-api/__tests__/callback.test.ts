import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import {
  type CallbackKeys,
  CallbackRefused,
  newCallbackAesKey,
  newCallbackToken,
  openEcho,
  openEvent,
} from '../callback';
import { encrypt, encryptBytes, envelope, pad, sign } from './support/seal-callback';

/** The values of WeCom's own example (document 90968). */
const SAMPLE: CallbackKeys = {
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  corpId: 'wx5823bf96d3bd56c7',
};
const ECHO = {
  msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
  echostr: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};
const EVENT = {
  msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  timestamp: '1409659813',
  nonce: '1372623149',
};
const ENCRYPTED = [
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUk',
  'SUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekU',
  'NXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rU',
  'PA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+',
  'qN+E7Q==',
].join('');

const keys: CallbackKeys = { token: newCallbackToken(), aesKey: newCallbackAesKey(), corpId: 'ww1234567890abcdef' };
const reasonOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof CallbackRefused) return error.reason;
    throw error;
  }
  return 'accepted';
};
const openSealed = (encrypted: string, by = keys) =>
  reasonOf(() => openEcho(by, { ...sign(by, encrypted), echostr: encrypted }));

describe("WeCom's own example", () => {
  it('of an address that is verified', () => {
    expect(openEcho(SAMPLE, ECHO)).toEqual({
      content: '1616140317555161061',
      sentAt: 1409659589_000,
      signature: ECHO.msg_signature,
    });
  });

  it('of an address that is verified, whose plus signs have become blanks', () => {
    const query = { ...ECHO, echostr: ECHO.echostr.replaceAll('+', ' ') };
    expect(openEcho(SAMPLE, query).content).toBe('1616140317555161061');
  });

  it('of a message', () => {
    const { content, sentAt, signature } = openEvent(SAMPLE, EVENT, envelope(ENCRYPTED));
    expect(Object.fromEntries(content)).toEqual({
      ToUserName: 'wx5823bf96d3bd56c7',
      FromUserName: 'mycreate',
      CreateTime: '1409659813',
      MsgType: 'text',
      Content: 'hello',
      MsgId: '4561255354251345929',
      AgentID: '218',
    });
    expect([sentAt, signature]).toEqual([1409659813_000, EVENT.msg_signature]);
  });
});

it.each(['', 'a', 'x'.repeat(11), 'x'.repeat(12), '李娜'.repeat(2000)])('reads back %j', (text) => {
  const encrypted = encrypt(keys, text);
  expect(openEcho(keys, { ...sign(keys, encrypted), echostr: encrypted }).content).toBe(text);
});

describe('S-33 a callback is refused', () => {
  it.each([
    ['another signature', { ...EVENT, msg_signature: EVENT.msg_signature.replace('4', '5') }, 'signature'],
    ['another time', { ...EVENT, timestamp: '1409659814' }, 'signature'],
    ['another nonce', { ...EVENT, nonce: '1372623140' }, 'signature'],
    ['half a signature', { ...EVENT, msg_signature: EVENT.msg_signature.slice(0, 38) }, 'signature'],
    ['a signature that is no number', { ...EVENT, msg_signature: 'z'.repeat(40) }, 'signature'],
    ['no signature', { ...EVENT, msg_signature: undefined }, 'query'],
    ['two signatures', { ...EVENT, msg_signature: [EVENT.msg_signature, 'x'] }, 'query'],
    ['no time', { ...EVENT, timestamp: '' }, 'query'],
    ['a time that is none', { ...EVENT, timestamp: '14096598x3' }, 'query'],
    ['no nonce', { ...EVENT, nonce: undefined }, 'query'],
  ])('with %s', (_, query, reason) => {
    expect(reasonOf(() => openEvent(SAMPLE, query, envelope(ENCRYPTED)))).toBe(reason);
  });

  it('with the Token of somebody else, before anything is decrypted', () => {
    const broken = { ...SAMPLE, token: 'another', aesKey: 'too short' };
    expect(reasonOf(() => openEcho(broken, ECHO))).toBe('signature');
  });

  it('with another content than the signed one', () => {
    const changed = ENCRYPTED.replace('R', 'S');
    expect(reasonOf(() => openEvent(SAMPLE, EVENT, envelope(changed)))).toBe('signature');
  });

  it('with the EncodingAESKey of somebody else', () => {
    for (let i = 0; i < 50; i += 1) {
      expect(openSealed(encrypt({ ...keys, aesKey: newCallbackAesKey() }, 'text'))).toBe('content');
    }
  });

  it('for another company', () => {
    for (const corpId of ['', 'ww1234567890abcde', 'ww1234567890abcdef0', 'WW1234567890ABCDEF']) {
      expect(openSealed(encrypt({ ...keys, corpId }, 'text'))).toBe('receiver');
    }
  });

  const bytes = (length: number, text = 'text', receiver = keys.corpId) => {
    const header = Buffer.alloc(20);
    header.writeUInt32BE(length, 16);
    return Buffer.concat([header, Buffer.from(text + receiver)]);
  };
  const withLast = (padded: Buffer, ...last: number[]) =>
    Buffer.concat([padded.subarray(0, -last.length), Buffer.from(last)]);

  it.each<[string, Buffer]>([
    ['a length behind the end', pad(bytes(4_000_000_000))],
    ['a length one too large', pad(bytes(23))],
    ['nothing but padding', Buffer.alloc(32, 32)],
    ['less than a header', pad(Buffer.alloc(10))],
    ['padding of 0', withLast(pad(bytes(4)), 0)],
    ['padding of 33', Buffer.concat([pad(bytes(4)), Buffer.alloc(32, 33)])],
    ['padding that is not alike', withLast(pad(bytes(4, 'text!!')), 7, 6)],
    ['blocks of 16', Buffer.concat([bytes(4, 'text', 'x'.repeat(8)), Buffer.alloc(16, 16)])],
    ['nothing', Buffer.alloc(0)],
  ])('when it has %s inside', (_, content) => {
    expect(openSealed(encryptBytes(keys.aesKey, content))).toBe('content');
  });

  it.each(['', 'no-base64!', randomBytes(31).toString('base64'), randomBytes(320).toString('base64')])(
    'when it is no ciphertext: %s',
    (encrypted) => expect(openSealed(encrypted)).toBe('content'),
  );

  it.each(['', 'x', '{"encrypt":""}', '<xml></xml>', `<!DOCTYPE a>${envelope(ENCRYPTED)}`])(
    'when the body is %s',
    (body) => expect(['content', 'signature']).toContain(reasonOf(() => openEvent(SAMPLE, EVENT, body))),
  );

  it('when there is no XML inside', () => {
    const encrypted = encrypt(keys, 'text');
    expect(reasonOf(() => openEvent(keys, sign(keys, encrypted), envelope(encrypted)))).toBe('content');
  });

  it('S-31 without a word of key or content', () => {
    const encrypted = encrypt({ ...keys, corpId: 'another' }, 'a text');
    try {
      openEcho(keys, { ...sign(keys, encrypted), echostr: encrypted });
    } catch (error) {
      const told = `${inspect(error, { depth: 9, showHidden: true })}${JSON.stringify(error)}`;
      for (const secret of [keys.token, keys.aesKey, keys.corpId, encrypted, 'a text']) {
        expect(told).not.toContain(secret);
      }
    }
    expect.assertions(5);
  });
});

it('makes keys of the form that WeCom wants, never the same ones', () => {
  const tokens = Array.from({ length: 100 }, newCallbackToken);
  const aesKeys = Array.from({ length: 100 }, newCallbackAesKey);
  expect(new Set([...tokens, ...aesKeys]).size).toBe(200);
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
  for (const aesKey of aesKeys) {
    expect(aesKey).toMatch(/^[A-Za-z0-9]{43}$/);
    expect(`${Buffer.from(aesKey, 'base64').toString('base64')}`).toBe(`${aesKey}=`);
  }
});
