import type { Application } from '@nocobase/server';

type Actions = { actions: Map<string, unknown> };
interface Hidden {
  resourceManager: { resources: Map<string, Actions>; actionHandlers: Map<string, unknown> };
  acl: {
    allowManager: { skipActions: Map<string, Map<string, unknown>> };
    snippetManager: { snippets: Map<string, { actions: string[] }> };
  };
  middleware: { _items: unknown[] };
  dataSourceManager: { middlewares: [unknown, { tag?: string } | undefined][] };
}

/**
 * Everything by which a running NocoBase can be reached, as NocoBase itself has it: what a plugin adds is the difference to
 * the surface of a NocoBase without it. Nothing of this is a list that somebody has to keep.
 */
export function surfaceOf(app: Application) {
  const { resourceManager, acl, middleware, dataSourceManager } = app as unknown as Hidden;
  // Required late: NocoBase reads the environment while it is loaded.
  const { Gateway } = require('@nocobase/server') as { Gateway: { requestHandlers: unknown[]; wsServers: unknown[] } };
  const named = (condition: unknown) => (typeof condition === 'string' ? condition : `code ${String(condition)}`);
  return {
    actions: [...resourceManager.resources].flatMap(([resource, { actions }]) =>
      [...actions.keys()].map((action) => `${resource}:${action}`),
    ),
    handlers: [...resourceManager.actionHandlers.keys()],
    allowed: [...acl.allowManager.skipActions].flatMap(([resource, actions]) =>
      [...actions].map(([action, condition]) => `${resource}:${action} ${named(condition)}`),
    ),
    snippets: [...acl.snippetManager.snippets].flatMap(([name, { actions }]) => actions.map((one) => `${name} ${one}`)),
    collections: [...app.db.collections.keys()],
    beforeRequests: middleware._items.map((_, i) => `middleware ${i + 1}`),
    beforeActions: dataSourceManager.middlewares.map(([, options], i) => options?.tag ?? `middleware ${i + 1}`),
    gateway: Gateway.requestHandlers.map((_, i) => `handler ${i + 1}`),
    sockets: Gateway.wsServers.map((_, i) => `handler ${i + 1}`),
  };
}

export type Surface = ReturnType<typeof surfaceOf>;

/** @returns what is only in the first */
export function added(to: Surface, before: Surface): Surface {
  const keys = Object.keys(to) as (keyof Surface)[];
  return Object.fromEntries(
    keys.map((key) => [key, to[key].filter((one) => !before[key].includes(one)).sort()]),
  ) as Surface;
}
