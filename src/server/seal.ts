import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** How far the clocks of two nodes may differ, in ms: a value that one sealed seems so much older or younger to the other. */
export const CLOCK_SKEW_MS = 2 * 60_000;

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

declare const sealed: unique symbol;

/** What {@link Seal.close} made: nobody outside can read or change it. */
export type SealedText = string & { [sealed]: true };

/**
 * Authenticated encryption of small values that a browser or the database keeps for us. Nobody outside can read or change
 * them, and every node of the application can open them.
 */
export class Seal {
  private readonly key: Buffer;

  /**
   * @param applicationSecret - the secret that all nodes of the application share
   * @param purpose - keeps keys of different uses and sub-apps apart
   * @param random - random bytes of this installation, for what leaves the server. Whoever has a sealed value can try
   * application secrets on it, and many are typed by hand or copied from an example; with these bytes that tells nothing.
   */
  constructor(applicationSecret: string | Buffer, purpose: string, random: Buffer = Buffer.alloc(0)) {
    this.key = Buffer.from(hkdfSync('sha256', applicationSecret, random, `auth-wecom ${VERSION} ${purpose}`, 32));
  }

  /** @param label - must be given again to open, so that a sealed value cannot be moved to another place */
  close(value: unknown, label: string): SealedText {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, iv).setAAD(Buffer.from(label));
    const encrypted = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return `${VERSION}.${Buffer.concat([iv, encrypted, cipher.getAuthTag()]).toString('base64url')}` as SealedText;
  }

  /** @returns the value, or `undefined` if the text was not sealed with this key and label. */
  open(text: string, label: string): unknown {
    if (!text.startsWith(`${VERSION}.`)) return undefined;
    const encoded = text.slice(VERSION.length + 1);
    const bytes = Buffer.from(encoded, 'base64url');
    // Node ignores characters outside base64url, but a sealed value must have one spelling only.
    if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== encoded) return undefined;
    try {
      const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(label))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const opened = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
      return JSON.parse(opened.toString('utf8'));
    } catch {
      return undefined;
    }
  }
}
