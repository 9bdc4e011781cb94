import { NOT_A_PATH } from '../../shared/settings/rules';
import type { AppPaths } from '../sign-in/app-paths';
import { checkRedirect } from '../sign-in/redirect';
import { type Finding, say } from './finding';

/** An unusable link does no harm (people land on the default page), but it is not what the administrator wanted. */
export function checkWorkbenchRedirect(paths: AppPaths, wanted: string): Finding {
  const check = 'redirect';
  if (checkRedirect(paths, wanted) !== undefined) {
    return { check, status: 'ok', message: say('The Workbench application redirect link is a page of this NocoBase.') };
  }
  return {
    check,
    status: 'warning',
    message: say('The Workbench application redirect link cannot be used. People land on the default page instead.'),
    hint: say(NOT_A_PATH),
  };
}
