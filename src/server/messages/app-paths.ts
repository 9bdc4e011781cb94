import type { AppPaths } from '../sign-in/app-paths';
import { installationPaths, subAppWithDomain } from '../sign-in/installation';

/** Where an application lives when there is no request that tells: a sub-app has the origin to itself, or is below it. */
export async function messagePaths(app: string, origin: string): Promise<AppPaths> {
  const paths = { ...installationPaths(), app };
  if (app === 'main') return { ...paths, appSegment: '' };
  const isOwnDomain = (await subAppWithDomain(new URL(origin).hostname)) === app;
  return { ...paths, appSegment: isOwnDomain ? '' : `/apps/${app}` };
}
