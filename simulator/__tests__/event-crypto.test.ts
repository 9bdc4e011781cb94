/** The example that WeCom publishes. @see document path 90930 */
import { decrypt, encrypt, getSignature } from '../events/crypto';

const TOKEN = 'QDG6eK';
const KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const CORP_ID = 'wx5823bf96d3bd56c7';
const ECHOSTR = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';

it('signs as the published example', () => {
  expect(getSignature(TOKEN, 1409659589, '263014780', ECHOSTR)).toBe('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3');
});

it('reads the published example', () => {
  expect(decrypt(KEY, ECHOSTR)).toEqual({ message: '1616140317555161061', id: CORP_ID });
});

it.each(['', 'a', '某'.repeat(7), 'x'.repeat(1000)])('reads what it wrote, in whole blocks of 32: %s', (message) => {
  const encrypted = encrypt(KEY, message, CORP_ID);
  expect(Buffer.from(encrypted, 'base64').length % 32).toBe(0);
  expect(decrypt(KEY, encrypted)).toEqual({ message, id: CORP_ID });
});
