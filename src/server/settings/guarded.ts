import { GUARDED_NAMES, rawOption, traitsOf } from '../../shared/known-options';
import type { OptionName } from '../../shared/options';
import { SettingsRefused } from './settings-refused';

type Options = Record<string, unknown>;

/** The sentence (a locale key) for somebody who has the page of authenticators only. */
export const NEEDS_MORE_RIGHTS =
  'Only somebody who may manage users and roles may change this, because it decides who people are: {{what}}.';

/**
 * The options that decide who somebody is, as far as they differ (S-52).
 *
 * @param before - with secrets in clear; undefined for a new authenticator
 */
export function guardedChanges(before: Options | undefined, after: Options): OptionName[] {
  return GUARDED_NAMES.filter((name) => textOf(before ?? {}, name) !== textOf(after, name));
}

/** @throws {SettingsRefused} 403 */
export function refuseGuarded(what: string[]): void {
  if (what.length > 0) throw new SettingsRefused(NEEDS_MORE_RIGHTS, { what: what.join(', ') }, undefined, 403);
}

/** What the form leaves empty, a switch that is off, and an option that is missing are the same. */
function textOf(options: Options, name: OptionName): string {
  const value = rawOption(options, name);
  const text = value === undefined || value === null || value === false ? '' : String(value).trim();
  return text === traitsOf(name).default ? '' : text;
}
