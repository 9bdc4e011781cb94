import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** While this file says 101, Debian's packages start no service when they are installed. @see policy-rc.d(8) */
const POLICY = '/usr/sbin/policy-rc.d';

/** Whether packages can be installed without asking anybody: on Debian, as root. */
export function canInstall(): boolean {
  return fs.existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

/** Installs Debian packages, and starts nothing of them. Whether it worked shows in what is there afterwards. */
export function installPackages(...names: string[]): void {
  console.log(`Installing ${names.join(' and ')} (apt-get) ...`);
  const forbids = !fs.existsSync(POLICY);
  if (forbids) fs.writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    apt('update');
    apt('install', '--yes', '--no-install-recommends', ...names);
  } finally {
    if (forbids) fs.rmSync(POLICY, { force: true });
  }
}

function apt(...args: string[]): void {
  spawnSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
