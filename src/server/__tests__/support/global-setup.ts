import { keepInstallationsIn } from './installed-database';
import { memoryFolder } from './memory-folder';

export default async function globalSetup(): Promise<void> {
  keepInstallationsIn(await memoryFolder('auth-wecom-installed-'));
}
