import { createDecipheriv, createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { parseXml } from './xml';

/** What an administrator enters in WeCom's console under 接收消息 and here. */
export interface CallbackKeys {
  /** Token: signs. Up to 32 letters and digits. */
  token: string;
  /** EncodingAESKey: encrypts. 43 letters and digits. */
  aesKey: string;
  /** For whom the messages are: the corp id. */
  corpId: string;
}

/** The query of a callback, as it came. */
export type CallbackQuery = Readonly<Record<string, unknown>>;

export interface Callback<Content> {
  content: Content;
  /**
   * When WeCom sent it, in ms since 1970. The signature covers it, but WeCom's protocol lets a callback be repeated for
   * ever: the caller refuses what is older than ten minutes, and remembers what it has seen for so long.
   */
  sentAt: number;
  /** The signature. It is different for each callback, and the same for each repetition. */
  signature: string;
}

/** What came is not from WeCom, or not for this company. Holds nothing of what came. */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';

  constructor(readonly reason: 'query' | 'signature' | 'content' | 'receiver') {
    super(`A callback was refused: ${reason}`);
  }
}

/**
 * Opens the question with which WeCom verifies the address of a receiver.
 *
 * @returns the text to answer with, exactly so: without quotation marks or line break, within 1 s
 * @throws {CallbackRefused}
 * @see WeCom document 90930
 */
export function openEcho(keys: CallbackKeys, query: CallbackQuery): Callback<string> {
  // Where a plus came unescaped, a reader of queries makes a blank of it, which base64 has not.
  const echo = typeof query.echostr === 'string' ? query.echostr.replaceAll(' ', '+') : '';
  return open(keys, query, echo);
}

/**
 * Opens an event or a message.
 *
 * @param body - the XML that was posted
 * @returns the fields of the XML inside
 * @throws {CallbackRefused}
 * @see WeCom documents 90930 and 90968
 */
export function openEvent(
  keys: CallbackKeys,
  query: CallbackQuery,
  body: string,
): Callback<ReadonlyMap<string, string>> {
  const { content, ...sent } = open(keys, query, fieldsOf(body).get('Encrypt') ?? '');
  return { ...sent, content: fieldsOf(content) };
}

function open(keys: CallbackKeys, query: CallbackQuery, encrypted: string): Callback<string> {
  const { msg_signature: signature, timestamp, nonce } = query;
  const isText = (value: unknown): value is string => typeof value === 'string' && /^\w{1,64}$/.test(value);
  if (!isText(signature) || !isText(timestamp) || !isText(nonce) || !/^\d{1,12}$/.test(timestamp)) {
    throw new CallbackRefused('query');
  }
  // First of all: what nobody signed is not worth decrypting, and the result of it would tell about the key.
  const expected = createHash('sha1').update([keys.token, timestamp, nonce, encrypted].sort().join('')).digest();
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new CallbackRefused('signature');
  return { content: decrypt(keys, encrypted), sentAt: Number(timestamp) * 1000, signature: expected.toString('hex') };
}

/** 16 random bytes, the length in 4 bytes, the text, the receiver; padded as in PKCS #7, to blocks of 32 bytes. */
function decrypt({ aesKey, corpId }: CallbackKeys, encrypted: string): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const bytes = Buffer.from(encrypted, 'base64');
  if (key.length !== 32 || bytes.length === 0 || bytes.length % 32 !== 0) throw new CallbackRefused('content');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = padded[padded.length - 1] ?? 0;
  const isPadding = padded.subarray(-padding).every((byte) => byte === padding);
  if (padding < 1 || padding > 32 || !isPadding || padded.length < 20 + padding) throw new CallbackRefused('content');
  const plain = padded.subarray(0, -padding);
  const end = 20 + plain.readUInt32BE(16);
  if (end > plain.length) throw new CallbackRefused('content');
  if (plain.toString('utf8', end) !== corpId) throw new CallbackRefused('receiver');
  return plain.toString('utf8', 20, end);
}

function fieldsOf(xml: string): ReadonlyMap<string, string> {
  try {
    return parseXml(xml);
  } catch {
    throw new CallbackRefused('content');
  }
}

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** The last character of 43 stands for four bits only: with these the two bits that are left over are zero. */
const LAST_OF_KEY = 'AEIMQUYcgkosw048';

/** @returns a new Token */
export function newCallbackToken(): string {
  return randomText(32, LETTERS_AND_DIGITS);
}

/** @returns a new EncodingAESKey, one that strict readers of base64 take too */
export function newCallbackAesKey(): string {
  return randomText(42, LETTERS_AND_DIGITS) + randomText(1, LAST_OF_KEY);
}

function randomText(length: number, alphabet: string): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
