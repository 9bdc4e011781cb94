import { dropInstallations } from './installed-database';
import { removeRunFolder } from './run-folder';

export default async function globalTeardown(): Promise<void> {
  await dropInstallations();
  await removeRunFolder();
}
