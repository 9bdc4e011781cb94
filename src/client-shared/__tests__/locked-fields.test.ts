/** @jest-environment jsdom */
import { GUARDED_NAMES, traitsOf } from '../../shared/known-options';
import { OPTIONS, type OptionName } from '../../shared/options';
import {
  ACCOUNT_FIELDS,
  ADVANCED_FIELDS,
  APP_FIELDS,
  DOMAIN_FIELDS,
  EVENT_FIELDS,
  SIGN_IN_FIELDS,
} from '../settings/fields';
import { lockFields } from '../settings/locked-fields';

const GROUPS = [APP_FIELDS, DOMAIN_FIELDS, SIGN_IN_FIELDS, ACCOUNT_FIELDS, ADVANCED_FIELDS, EVENT_FIELDS];

it('S-50 the form has known options only, each where it is stored', () => {
  for (const { path } of GROUPS.flat()) {
    const name = path.at(-1) as OptionName;
    expect(Object.keys(OPTIONS)).toContain(name);
    expect([name, path[0] === 'public']).toEqual([name, traitsOf(name).public === true]);
  }
});

it('S-52 locks exactly what decides who people are, and gives the same fields each time', () => {
  const locked = GROUPS.flatMap(lockFields)
    .filter((field) => field.locked)
    .map(({ path }) => path.at(-1));
  expect(locked.sort()).toEqual([...GUARDED_NAMES].sort());
  expect(lockFields(APP_FIELDS)).toBe(lockFields(APP_FIELDS));
  expect(APP_FIELDS.some((field) => field.locked)).toBe(false);
});
