/** WeCom's side of a callback. */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { CallbackKeys } from '../../callback';

export function encrypt({ aesKey, corpId }: CallbackKeys, text: string): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(text));
  return encryptBytes(aesKey, pad(Buffer.concat([randomBytes(16), length, Buffer.from(text + corpId)])));
}

export function pad(bytes: Buffer): Buffer {
  const padding = 32 - (bytes.length % 32);
  return Buffer.concat([bytes, Buffer.alloc(padding, padding)]);
}

/** @param bytes - padded already */
export function encryptBytes(aesKey: string, bytes: Buffer): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]).toString('base64');
}

export function sign({ token }: CallbackKeys, encrypted: string, { timestamp = '1700000000', nonce = 'n0nce' } = {}) {
  const signed = [token, timestamp, nonce, encrypted].sort().join('');
  return { msg_signature: createHash('sha1').update(signed).digest('hex'), timestamp, nonce };
}

export function envelope(encrypted: string): string {
  return `<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
}
