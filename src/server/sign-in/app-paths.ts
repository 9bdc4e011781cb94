import { authorizePath } from '../../shared/api-paths';
import { CALLBACK_PATH } from '../../shared/constants';

/** Where an application and its two clients live below the origin. */
export interface AppPaths {
  /** `/` or such as `/nocobase/`, always with a slash at the end. */
  publicPath: string;
  /** First path segment of the modern client, such as `v`. */
  modernPrefix: string;
  /** The API's base path, such as `/api/`, always with a slash at the end. */
  apiPath: string;
  /** Where the API has a host of its own: its base, such as `https://api.example.com/api/`. */
  apiUrl?: string;
  /** `main`, or the name of a sub-app. */
  app: string;
  /** Empty, or `/apps/NAME` when a sub-app is reached through the main application's domain. */
  appSegment: string;
}

export type ClientKind = 'legacy' | 'modern';

/** @returns the base path of a client without a slash at the end, such as `` or `/nocobase/v/apps/a1`. */
export function clientBase({ publicPath, modernPrefix, appSegment }: AppPaths, client: ClientKind): string {
  const base = publicPath.slice(0, -1);
  return `${base}${client === 'modern' ? `/${modernPrefix}` : ''}${appSegment}`;
}

/** The client that shows a path. Both live on one origin and tell themselves apart by the modern prefix. */
export function clientOf({ publicPath, modernPrefix }: AppPaths, path: string): ClientKind {
  return isBelow(`${publicPath}${modernPrefix}`, path) ? 'modern' : 'legacy';
}

/** @returns the callback route below the origin: in the client that the person comes from. */
export function callbackPath(paths: AppPaths, client: ClientKind): string {
  return `${clientBase(paths, client)}${CALLBACK_PATH}`;
}

/**
 * A path as administrators write it (`/admin`, without what this installation puts before it) as a path below the origin.
 * Paths that have the application's base already stay as they are.
 */
export function withBase(paths: AppPaths, path: string): string {
  if (isFilesPath(paths, path)) return path;
  const legacy = clientBase(paths, 'legacy');
  const modern = clientBase(paths, 'modern');
  if (isBelow(modern, path)) return path;
  const modernPage = `/${paths.modernPrefix}`;
  // `/v/admin`, as the modern client of any application is written, also where the base has more parts than that.
  const isModernPage = isBelow(modernPage, path) && !isBelow(`${modernPage}/apps`, path);
  if (paths.appSegment !== '' && isModernPage) return `${modern}${path.slice(modernPage.length)}`;
  return isBelow(legacy, path) ? path : `${legacy}${path}`;
}

/** @returns the Workbench home link: it starts the sign-in without any script */
export function homeLink({ apiPath, apiUrl, app }: AppPaths, origin: string, authenticator: string): string {
  return authorizePath(apiUrl ?? origin + apiPath, app, { authenticator });
}

/** A file that NocoBase hands out to whom it may: its path names the application itself, and is never a client's. */
export function isFilesPath({ publicPath }: Pick<AppPaths, 'publicPath'>, path: string): boolean {
  return path.startsWith(`${publicPath}files/`);
}

function isBelow(base: string, path: string) {
  return path === base || path.startsWith(`${base}/`) || path.startsWith(`${base}?`) || path.startsWith(`${base}#`);
}
