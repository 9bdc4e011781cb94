/** The control functions over HTTP, JSON in and out, for this machine only. */
import { jsonReply, type Reply, type SimRequest } from '../http';
import { ConfigError } from '../validation/fields';
import type { Control } from './index';
import { patchApp, ROUTES } from './routes';

const LOOPBACK_ADDRESS = /^(127\.|::1$)/;
const LOOPBACK_HOST = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;
const LOOPBACK_ORIGIN = /^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

/** Neither another machine nor a web page open in a developer's browser may steer the simulator. */
function isAllowed({ remoteAddress, headers }: SimRequest): boolean {
  const isFromHere = LOOPBACK_ADDRESS.test(remoteAddress) && LOOPBACK_HOST.test(headers.host ?? '');
  return isFromHere && (headers.origin === undefined || LOOPBACK_ORIGIN.test(headers.origin));
}

function parseBody(body: string): unknown {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new ConfigError(`The body is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export async function answerControl(request: SimRequest, control: Control): Promise<Reply> {
  if (!isAllowed(request)) return jsonReply({ error: 'The control API answers this machine only.' }, 403);
  const call = `${request.method} ${request.path.replace(/^\/__control\/?/, '').replace(/\/$/, '')}`;
  const app = /^POST apps\/(\d+)$/.exec(call);
  const route = app ? patchApp(Number(app[1])) : ROUTES.get(call);
  if (!route) return jsonReply({ error: `There is no control call "${call}", see simulator/README.md.` }, 404);
  try {
    return jsonReply((await route(control, parseBody(request.body), request.query)) ?? { ok: true });
  } catch (error) {
    if (error instanceof ConfigError) return jsonReply({ error: error.message }, 400);
    throw error;
  }
}
