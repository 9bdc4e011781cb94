import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

it('S-29 the HTTP client works in JavaScript as NocoBase hardens it', async () => {
  const script = path.join(__dirname, 'support', 'hardened.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['-r', 'esbuild-register', script]);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    isHardened: true,
    get: { name: '\n' },
    post: { a: 1 },
    proxied: { a: 2 },
    moved: 'redirect',
    silent: 'timeout',
    large: 'too-large',
  });
});
