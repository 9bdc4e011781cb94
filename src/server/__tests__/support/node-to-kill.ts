/**
 * A node of its own process that stops in the middle of a first sign-in, after the user was made and before the
 * transaction ends, and waits there to be killed. Its argument is what `startTestApp` needs to share a database.
 */
import Module from 'node:module';
import path from 'node:path';
import { PACKAGE_NAME } from '../../../shared/constants';
import { serveAccounts } from './serve-accounts';

// NocoBase loads plugins by package name. Jest has a setting for that; here is no Jest.
const resolver = Module as unknown as { _resolveFilename(request: string, ...rest: unknown[]): string };
const resolve = resolver._resolveFilename;
resolver._resolveFilename = (request, ...rest) =>
  resolve(request === PACKAGE_NAME ? path.resolve(__dirname, '../../index.ts') : request, ...rest);

async function main() {
  const { app, accounts } = await serveAccounts(JSON.parse(process.argv[2] ?? ''));
  app.db.on('users.afterCreateWithAssociations', () => {
    process.stdout.write('in the transaction\n');
    return new Promise(() => {});
  });
  // A pending promise alone keeps no process alive.
  setInterval(() => {}, 1_000);
  await accounts.firstSignIn({
    member: { corpId: 'ww1234567890abcdef', memberId: 'liuqiang', userId: 'liuqiang' },
    profile: { name: 'killed', phone: '13800000009' },
    phone: 'known',
    rules: { autoSignup: true, signupWithoutPhone: false, matchEmail: false },
    authenticator: 'wecom',
    isGone: async () => false,
    now: Date.now(),
  });
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
