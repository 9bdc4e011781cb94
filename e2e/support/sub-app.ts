import { NocoBaseApi } from '../../scripts/nocobase';
import type { OwnNocoBase } from './own-nocobase';
import type { SharedNocoBase } from './shared-nocobase';

const MULTI_APP_PLUGIN = '@nocobase/plugin-multi-app-manager';
/** A sub-app installs itself in the background; in ms. */
const PATIENCE = 90_000;

/** Makes a sub-app, reached below `/apps/<name>/` of the main application, with the plugin enabled in it. */
export async function createSubApp({ running, ...main }: OwnNocoBase, name: string): Promise<SharedNocoBase> {
  await running.api.enablePlugins([MULTI_APP_PLUGIN]);
  // NocoBase knows where to look for sub-apps only after a start with that plugin.
  await running.restart();
  const options = { autoStart: true, dbConnType: 'new_database' };
  await running.api.call('applications:create', { body: { name, displayName: name, options } });
  const apiUrl = `${main.origin}/api/__app/${name}/`;
  const api = new NocoBaseApi(apiUrl);
  await signInWhenInstalled(api);
  await api.enablePlugins();
  return { ...main, apiUrl, url: `${main.origin}/apps/${name}/`, modernUrl: `${main.modernUrl}apps/${name}/` };
}

async function signInWhenInstalled(api: NocoBaseApi): Promise<void> {
  for (const deadline = Date.now() + PATIENCE; ; ) {
    try {
      return void (await api.signIn());
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}
