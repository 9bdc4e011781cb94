import type { Context } from '@nocobase/actions';

/** Rights that together let somebody become anybody: making users, and giving roles. */
const ACTIONS = ['users:create', 'roles:create'];

/**
 * Whether the session may decide about privileged users (S-52): root, or `pm.users` together with `pm.acl.roles`, in one
 * role or in several.
 *
 * @see NocoBase core/acl/src/acl-role.ts (`snippetAllowed`)
 */
export function mayManagePrivileged(ctx: Context): boolean {
  const names: string[] = ctx.state.currentRoles ?? [ctx.state.currentRole];
  if (names.includes('root')) return true;
  const roles = names.map((name) => ctx.app.acl.getRole(name));
  return ACTIONS.every((action) => roles.some((role) => role?.snippetAllowed(action) === true));
}
