import type { IncomingMessage } from 'node:http';
import { AppSupervisor, getHostname } from '@nocobase/server';

/** Sub-apps, in the main application, when NocoBase's plugin for them is enabled. */
const COLLECTION = 'applications';

/**
 * Which sub-app has the domain of a request for its own. NocoBase finds it for its API, but tells plugins only where a
 * commercial adapter keeps the sub-apps; otherwise the table is asked, as NocoBase does.
 *
 * @returns undefined for the domain of the main application
 * @see NocoBase plugin-multi-app-manager/src/server/server.ts (`addAppSelectorMiddleware`)
 */
export async function subAppOfDomain(req: IncomingMessage): Promise<string | undefined> {
  const supervisor = AppSupervisor.getInstance();
  if (supervisor.runningMode === 'single') return undefined;
  const cname = String(req.headers['x-hostname'] || getHostname(req) || '');
  if (cname === '') return undefined;
  const known = await supervisor.getAppNameByCName?.(cname);
  if (known) return known;
  const main = await supervisor.getApp('main');
  if (!main?.db.hasCollection(COLLECTION)) return undefined;
  const row = await main.db.getModel(COLLECTION).findOne({ where: { cname }, attributes: ['name'], raw: true });
  return (row as { name?: string } | null)?.name;
}
