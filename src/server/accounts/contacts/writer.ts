/**
 * Who wrote a phone number or e-mail address, as far as there is evidence for it.
 *
 * - `administrator`: another person whom NocoBase let write it, also by an API key
 * - `import`: another person, by importing a spreadsheet
 * - `workflow`: a node of a workflow
 * - `sync`: NocoBase's user data synchronisation
 * - `wecom`: WeCom told it in a sign-in
 * - `sms`: the person proved it to a verifier that he or she bound
 * - `creator`: written before this plugin looked, in a user whom somebody else created
 * - `link`: written before this plugin looked, in a user whom version 0.1 had linked
 * - `self`: the person
 * - `unknown`: nobody can be named: the profile form, self sign-up, public forms, batch nodes, other plugins, SQL
 */
export const WRITERS = [
  'administrator',
  'import',
  'workflow',
  'sync',
  'wecom',
  'sms',
  'creator',
  'link',
  'self',
  'unknown',
] as const;

export type Writer = (typeof WRITERS)[number];

/** Whether a number or address of this writer makes a match (S-39). */
export function isTrusted(writer: Writer): boolean {
  return writer !== 'self' && writer !== 'unknown';
}

/**
 * Who writes a user, by the `context` that NocoBase hands to the hooks of models. Trust needs evidence: whatever says
 * nothing about a person is `unknown`.
 *
 * The name of the action is no evidence: NocoBase calls the profile form `users:update` by the time a hook runs, and gives
 * it no context.
 *
 * @param context - `options.context` of the hook
 * @param userId - of the user who is written; undefined for one who is being made
 * @param marked - writer whom this plugin knows better, see {@link markedAs}
 * @see NocoBase database/src/fields/context-field.ts, plugin-users/src/server/actions/users.ts (`updateProfile`),
 * plugin-workflow/src/server/instructions/UpdateInstruction.ts
 */
export function writerOf(context: unknown, userId: unknown, marked?: Writer): Writer {
  if (marked) return marked;
  const { state, stack, action } = (context ?? {}) as HookContext;
  const actor = state?.currentUser?.id;
  if (actor !== undefined && actor !== null) {
    if (userId !== undefined && String(actor) === String(userId)) return 'self';
    return action?.actionName === 'importXlsx' ? 'import' : 'administrator';
  }
  return !state && Array.isArray(stack) ? 'workflow' : 'unknown';
}

/** What is read of a request's context, or of what a workflow hands over instead. */
interface HookContext {
  state?: { currentUser?: { id?: unknown } };
  /** Ids of executions. */
  stack?: unknown;
  action?: { actionName?: string };
}
