import { makeRunFolder } from './run-folder';

export default async function globalSetup(): Promise<void> {
  await makeRunFolder();
}
