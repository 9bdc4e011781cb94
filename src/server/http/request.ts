import type { Context } from '@nocobase/actions';
import { resolveSubAppSegment } from '@nocobase/plugin-auth';
import type { Address } from '../sign-in/address';
import type { AppPaths } from '../sign-in/app-paths';
import { installationPaths, listedOrigins } from '../sign-in/installation';
import { subAppOfDomain } from './sub-app-domain';

/** What a request tells about the address that the browser has open. */
export function addressOf(ctx: Context, origin: string): Address {
  const { apiUrl } = installationPaths();
  const { host = '', 'x-forwarded-host': forwarded = '', forwarded: standard = '' } = ctx.req.headers;
  const named = [...standard.matchAll(/\bhost="?([^";,\s]+)/gi)].map(([, name = '']) => name);
  const hosts = [host, ...String(forwarded).split(','), ...named].map((one) => one.trim()).filter(Boolean);
  return {
    hosts,
    referer: ctx.get('Referer'),
    ...(apiUrl && { apiHost: new URL(apiUrl).host }),
    originIsListed: listedOrigins().includes(origin),
  };
}

/** What a request tells about where the application lives. */
export async function appPathsOf(ctx: Context): Promise<AppPaths> {
  const app: string = ctx.app.name;
  return { ...installationPaths(), app, appSegment: await appSegmentOf(ctx) };
}

/** A sub-app is below `/apps/NAME`, or at the root of a domain of its own. */
async function appSegmentOf({ app, req }: Context): Promise<string> {
  if (app.name === 'main') return '';
  const segment = await resolveSubAppSegment(req, app.name);
  return segment !== '' && (await subAppOfDomain(req)) === app.name ? '' : segment;
}

/**
 * The id under which the log has this request. Not `ctx.reqId`: NocoBase keeps that on the prototype of all contexts, so
 * it is the id of whichever request came last.
 *
 * @see NocoBase core/logger/src/request-logger.ts (sets the header from the id that it logs)
 */
export function requestReference(ctx: Context): string {
  return String(ctx.res.getHeader('X-Request-Id') ?? ctx.reqId);
}
