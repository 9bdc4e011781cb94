import type { Accounts } from '../../accounts/accounts';
import { startTestApp, type TestAppOptions } from './test-app';

/** Another node of an installation, and the part of the plugin that writes accounts. */
export async function serveAccounts(sharing: TestAppOptions['sharing']) {
  const testApp = await startTestApp({ sharing });
  const { service } = testApp.app.pm.get('auth-wecom') as unknown as { service: { accounts: Accounts } };
  return { ...testApp, accounts: service.accounts };
}
