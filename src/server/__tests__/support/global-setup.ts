import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keepInstallationsIn } from './installed-database';

export default async function globalSetup(): Promise<void> {
  keepInstallationsIn(await mkdtemp(path.join(tmpdir(), 'auth-wecom-installed-')));
}
