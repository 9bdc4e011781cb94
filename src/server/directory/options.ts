/** The options of a source, as NocoBase keeps them, checked. */
export interface DirectoryOptions {
  /** Name of the authenticator whose app reads the company. */
  authenticator: string;
  departments: boolean;
  /** WeCom's ids; all departments when empty. */
  onlyDepartments: number[];
  createUsers: boolean;
  overwriteNames: boolean;
  onLeave: 'sessions' | 'lockout';
  /** A cron expression; empty: by hand. */
  schedule: string;
}

type Options = Record<string, unknown>;

/** @param options - as stored; what is missing or wrong has its default */
export function directoryOptions(options: Options): DirectoryOptions {
  const { authenticator, departments, onlyDepartments, createUsers, overwriteNames, onLeave, schedule } = options;
  return {
    authenticator: textOf(authenticator),
    departments: departments !== false,
    onlyDepartments: idsOf(onlyDepartments) ?? [],
    createUsers: createUsers !== false,
    overwriteNames: overwriteNames === true,
    onLeave: onLeave === 'lockout' ? 'lockout' : 'sessions',
    schedule: textOf(schedule),
  };
}

/** Names of secrets of a source, see `settings/secret-places.ts`. */
const SECRETS = ['contactSecret', 'contactToken', 'contactAesKey'];

/** What the database gets of the options that somebody saves: known names only, and texts that are short enough (S-50). */
export function sourceOptionsToStore(options: Options): Options {
  const secrets = SECRETS.flatMap((name) => {
    const value = options[name];
    return typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [];
  });
  return { ...directoryOptions(options), ...Object.fromEntries(secrets) };
}

/** What an administrator has to correct, as sentences (locale keys) by option. */
export function optionProblems(options: Options, isCron: (expression: string) => boolean): Record<string, string> {
  const { authenticator, onlyDepartments, onLeave, schedule } = options;
  const problems: Record<string, string> = {};
  if (!textOf(authenticator)) problems.authenticator = 'Please choose a WeCom authenticator.';
  if (idsOf(onlyDepartments) === undefined) {
    problems.onlyDepartments = 'Please enter ids of WeCom departments: numbers.';
  }
  if (onLeave !== undefined && onLeave !== '' && onLeave !== 'sessions' && onLeave !== 'lockout') {
    problems.onLeave = 'Please choose what happens to people who leave.';
  }
  if (textOf(schedule) && !isCron(textOf(schedule))) {
    problems.schedule = 'Please enter a cron expression such as 0 3 * * *, or nothing.';
  }
  return problems;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** @returns undefined for what are no ids: then nobody may be read, instead of everybody */
function idsOf(value: unknown): number[] | undefined {
  if (value === undefined || value === null || value === '') return [];
  const list = Array.isArray(value)
    ? value
    : String(value)
        .split(/[\s,，、]+/)
        .filter(Boolean);
  const ids = list.map(Number);
  return ids.every((id) => Number.isSafeInteger(id) && id > 0) ? ids : undefined;
}
