import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { GUARDED_NAMES } from '../../shared/known-options';
import type { OptionName } from '../../shared/options';
import { ask } from '../account/requests';
import type { ClientApp } from '../client-app';
import { useT } from '../translate';
import type { Field } from './fields';

const LOCKED = new WeakMap<Field[], Field[]>();

/** The same fields, those locked that need more rights than the page of authenticators (S-52); the same ones each time. */
export function lockFields(fields: Field[]): Field[] {
  const known = LOCKED.get(fields);
  if (known) return known;
  const locked = fields.map((field) =>
    GUARDED_NAMES.includes(field.path.at(-1) as OptionName) ? { ...field, locked: true as const } : field,
  );
  LOCKED.set(fields, locked);
  return locked;
}

/** Whether this person may not change what decides who people are. The server decides; the form only says it early. */
export function useLocked(app: ClientApp): boolean {
  const [locked, setLocked] = useState(false);
  useEffect(() => {
    ask<{ mayChange?: boolean }>(app, 'wecom:settingsRights').then(
      ({ mayChange }) => setLocked(mayChange === false),
      () => undefined,
    );
  }, [app]);
  return locked;
}

export function LockedHint() {
  const t = useT();
  return (
    <Alert
      type="info"
      showIcon
      message={t('Some fields are locked: they decide who people are, and need the right to manage users and roles.')}
    />
  );
}
