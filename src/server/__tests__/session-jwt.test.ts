import { AuthManager } from '@nocobase/auth';
import { withReadyKey } from '../session-jwt';

describe.each([
  ['a text', 'the secret of the application'],
  ['bytes', Buffer.alloc(32, 7)],
])('session tokens with a secret that is %s', (_form, secret) => {
  const { jwt } = new AuthManager({ authKey: 'X-Authenticator', jwt: { secret: secret as string } });
  const ready = withReadyKey(jwt);

  it('are the same, whoever signs them', async () => {
    const options = { jwtid: 'j1', expiresIn: 60 };
    const payload = { userId: 1, iat: Math.floor(Date.now() / 1000) };
    expect(ready.sign(payload, options)).toBe(jwt.sign(payload, options));
    expect(await jwt.decode(ready.sign(payload))).toMatchObject({ userId: 1 });
    expect(await ready.decode(jwt.sign(payload))).toMatchObject({ userId: 1 });
  });

  it('of another secret are refused', async () => {
    const other = new AuthManager({ authKey: 'X-Authenticator', jwt: { secret: 'another' } }).jwt;
    await expect(ready.decode(other.sign({ userId: 1 }))).rejects.toThrow('invalid signature');
  });

  it('are ended in the list that NocoBase sets later', async () => {
    const ended: string[] = [];
    jwt.blacklist = { has: async () => false, add: async ({ token }: { token: string }) => ended.push(token) } as never;
    await ready.block(ready.sign({ userId: 1 }, { jwtid: 'j2', expiresIn: 60 }));
    expect(ended).toEqual(['j2']);
  });
});
