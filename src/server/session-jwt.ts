import { createSecretKey } from 'node:crypto';
import type { BaseAuth } from '@nocobase/auth';

type JwtService = BaseAuth['jwt'];

/**
 * NocoBase's service for session tokens, with its secret as a key object.
 *
 * jsonwebtoken takes any other secret for a private or public key first and parses it in vain, an error with a stack
 * each time: most of a millisecond for every token that is signed or verified.
 *
 * @see NocoBase core/auth/src/base/jwt-service.ts
 */
export function withReadyKey(jwt: JwtService): JwtService {
  const secret: string | Buffer = jwt.getSecret();
  const key = createSecretKey(typeof secret === 'string' ? Buffer.from(secret) : secret);
  // What is set later, such as the list of ended sessions, is found through the prototype.
  return Object.create(jwt, { secret: { value: () => key } });
}
