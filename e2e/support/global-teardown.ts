import { stopSharedNocoBase } from './shared-nocobase';

export default async function globalTeardown(): Promise<void> {
  await stopSharedNocoBase();
}
