/**
 * How WeCom signs and encrypts what it sends to a callback. Written apart from the plugin's own, which is tried against it.
 * @see document path 90968
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const BLOCK = 32;
const RANDOM = 16;
const LENGTH = 4;

/** AES-256-CBC; the first half of the key is the initialisation vector too. */
function keys(encodingAesKey: string): { key: Buffer; iv: Buffer } {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  return { key, iv: key.subarray(0, 16) };
}

export const getSignature = (token: string, timestamp: number | string, nonce: string, encrypted: string): string =>
  createHash('sha1')
    .update([token, String(timestamp), nonce, encrypted].sort().join(''))
    .digest('hex');

export function encrypt(encodingAesKey: string, message: string, receiveId: string): string {
  const text = Buffer.from(message);
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([randomBytes(RANDOM), length, text, Buffer.from(receiveId)]);
  const pad = BLOCK - (plain.length % BLOCK);
  const { key, iv } = keys(encodingAesKey);
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
    'base64',
  );
}

export function decrypt(encodingAesKey: string, encrypted: string): { message: string; id: string } {
  const { key, iv } = keys(encodingAesKey);
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const plain = padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
  const start = RANDOM + LENGTH;
  const end = start + plain.readUInt32BE(RANDOM);
  return { message: plain.subarray(start, end).toString(), id: plain.subarray(end).toString() };
}
