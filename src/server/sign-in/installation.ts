import { AppSupervisor } from '@nocobase/server';

/** Sub-apps, in the main application, when NocoBase's plugin for them is enabled. */
const COLLECTION = 'applications';

/** The paths that the environment of the process fixes. */
export function installationPaths(env: NodeJS.ProcessEnv = process.env) {
  const publicPath = slashed(env.APP_PUBLIC_PATH);
  const apiUrl = absolute(env.API_BASE_URL);
  return {
    publicPath,
    modernPrefix: env.APP_MODERN_CLIENT_PREFIX?.trim().replace(/^\/+|\/+$/g, '') || 'v',
    apiPath: slashed(env.API_BASE_PATH || `${publicPath}api/`),
    ...(apiUrl && { apiUrl }),
  };
}

/** Origins whose pages NocoBase takes for its own, whatever host a request comes to. @see NocoBase core/utils/src/cors.ts */
export function listedOrigins(env: NodeJS.ProcessEnv = process.env): string[] {
  return (env.CORS_ORIGIN_WHITELIST ?? '').split(',').map((origin) => origin.trim());
}

/**
 * Which sub-app has a domain for its own. NocoBase finds it for its API, but tells plugins only where a commercial adapter
 * keeps the sub-apps; otherwise the table is asked, as NocoBase does.
 *
 * @param cname - host name without a port
 * @returns undefined for the domain of the main application
 * @see NocoBase plugin-multi-app-manager/src/server/server.ts (`addAppSelectorMiddleware`)
 */
export async function subAppWithDomain(cname: string): Promise<string | undefined> {
  const supervisor = AppSupervisor.getInstance();
  if (cname === '' || supervisor.runningMode === 'single') return undefined;
  const known = await supervisor.getAppNameByCName?.(cname);
  if (known) return known;
  const main = await supervisor.getApp('main');
  if (!main?.db.hasCollection(COLLECTION)) return undefined;
  const row = await main.db.getModel(COLLECTION).findOne({ where: { cname }, attributes: ['name'], raw: true });
  return (row as { name?: string } | null)?.name;
}

/** NocoBase's clients take a path as well. @see NocoBase app/client/index.html.tpl */
function absolute(url = ''): string | undefined {
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? `${url.replace(/\/+$/, '')}/` : undefined;
}

function slashed(path: string | undefined): string {
  const inner = (path ?? '').replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}
