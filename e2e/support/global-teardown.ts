import { stopSharedNocoBases } from './shared-nocobase';

export default async function globalTeardown(): Promise<void> {
  await stopSharedNocoBases();
}
