import { removeInstallations } from './installed-database';

export default async function globalTeardown(): Promise<void> {
  await removeInstallations();
}
