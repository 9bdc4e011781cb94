/**
 * The one rule of what a variable is, for the server and both clients: `{{ $env.NAME }}`, which stands for a value of
 * NocoBase's “Variables and secrets”. Anything else in double braces is plain text.
 *
 * Our options are read by these functions only. NocoBase's own renderer also replaces the names of options, takes defaults
 * (`{{name:default}}`), and its pattern needs exponential time for text such as `{{____…` (S-50, S-55).
 *
 * @see NocoBase plugin-environment-variables/src/client/components/EnvironmentVariables.tsx (form of a name)
 */

/**
 * Read in linear time: no part of the pattern can match what its neighbour matches, and none matches a brace, so that two
 * attempts never look at the same character (S-55).
 */
const VARIABLE = /\{\{\s*\$env\.(\w+)\s*\}\}/g;

/** So many cost nothing, however often they stand in a text of the longest that is allowed. */
const FEW_UNDERSCORES = 8;

const ONLY_A_VARIABLE = new RegExp(`^\\s*${VARIABLE.source}\\s*$`);

/** @returns the names of the variables in a text, in order; none for what is no text */
export function variablesIn(text: unknown): string[] {
  return typeof text === 'string' ? [...text.matchAll(VARIABLE)].map(([, name = '']) => name) : [];
}

/** Whether the value is known on the server only. */
export function hasVariable(text: unknown): boolean {
  return typeof text === 'string' && text.search(VARIABLE) !== -1;
}

/** Whether a text is one variable and nothing else, so that it may be stored and shown where a secret may not. */
export function isVariable(text: unknown): boolean {
  return typeof text === 'string' && ONLY_A_VARIABLE.test(text);
}

/**
 * Whether NocoBase's renderer would take long for a text: it reads our options, too, when they are saved and at each start.
 * Its pattern needs twice the time for each underscore behind two braces that are not closed as it expects (S-55).
 *
 * @see NocoBase core/utils/src/json-templates.ts
 */
export function freezesRenderer(text: string): boolean {
  return [...text.matchAll(/\{\{([^{}]*)/g)].some(({ 0: chunk, 1: inner = '', index = 0 }) => {
    const isMuch = inner.split('_').length - 1 > FEW_UNDERSCORES;
    return isMuch && !isVariable(text.slice(index, index + chunk.length + 2));
  });
}

/**
 * Replaces the variables of a text. What comes in their place is not looked at again: a value that looks like a variable
 * stays as it is.
 *
 * @param lookup - the value of a variable, undefined when there is none of this name
 * @returns undefined when a variable does not exist: half a text would be worth less than none
 */
export function renderText(text: string, lookup: (name: string) => string | undefined): string | undefined {
  let complete = true;
  const rendered = text.replace(VARIABLE, (_variable, name: string) => {
    const value = lookup(name);
    complete &&= value !== undefined;
    return value ?? '';
  });
  return complete ? rendered : undefined;
}
