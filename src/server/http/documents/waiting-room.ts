import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppSupervisor, Gateway } from '@nocobase/server';
import { AUTHORIZE_ACTION, PLUGIN_NAME } from '../../../shared/constants';
import { installationPaths } from '../../sign-in/installation';
import { waitingPage } from './waiting-page';

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

/** Where the handler of this process is kept: the plugin may be loaded again, from new files too. */
const KEPT = Symbol.for('auth-wecom waiting room');

/**
 * The Workbench opens an address of the API, and while NocoBase starts its gateway answers that with JSON, in a window
 * without an address bar. Here a page says so and goes on by itself. It stands as long as the process: it is needed most
 * while the application, and this plugin with it, is not there.
 *
 * @see NocoBase core/server/src/gateway/index.ts (`responseErrorWithCode`)
 */
export function openWaitingRoom(): void {
  const holder = globalThis as typeof globalThis & { [KEPT]?: Handler };
  const register = (handler: Handler) => handler as unknown as Parameters<typeof Gateway.registerRequestHandler>[0];
  if (holder[KEPT]) Gateway.unregisterRequestHandler(register(holder[KEPT]));
  holder[KEPT] = waitInRoom;
  Gateway.registerRequestHandler(register(waitInRoom));
}

/** @returns false to let NocoBase answer */
export async function waitInRoom(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const app = appOfStart(req);
  if (app === undefined) return false;
  const problem = await whatIsMissing(app);
  if (!problem) return false;
  const { status, headers, body } = waitingPage(problem, req.headers['accept-language']);
  res.writeHead(status, headers);
  res.end(body);
  return true;
}

/** @returns the application whose sign-in a person opens by a link; undefined for all other requests */
function appOfStart({ method, url = '', headers }: IncomingMessage): string | undefined {
  if (method !== 'GET' || !headers.accept?.includes('text/html')) return undefined;
  const { apiPath } = installationPaths();
  const [path = ''] = url.split('?', 1);
  if (!path.startsWith(apiPath)) return undefined;
  const [, app = 'main', action] = /^(?:__app\/([\w-]+)\/)?([\w:]+)$/.exec(path.slice(apiPath.length)) ?? [];
  return action === AUTHORIZE_ACTION ? app : undefined;
}

async function whatIsMissing(name: string): Promise<'starting' | 'disabled' | undefined> {
  const supervisor = AppSupervisor.getInstance();
  const status = await supervisor.getAppStatus(name, 'preparing');
  // NocoBase starts a sub-app when somebody asks for it, so that request has to reach it.
  if (status === 'not_found' || status === 'initialized' || (name !== 'main' && !supervisor.hasApp(name))) {
    return undefined;
  }
  if (status !== 'running') return 'starting';
  const app = await supervisor.getApp(name);
  // Another application's plugin may be the one that is enabled, so that this handler is there.
  return app && !app.pm.get(PLUGIN_NAME) ? 'disabled' : undefined;
}
