import type { ComponentType } from 'react';
import type { ClientApp } from '../client-app';
import type { Field, SettingsValues } from './fields';

export type SettingsRecord = {
  /** Name (UID) of the authenticator. */
  name: string;
  /** False while the record is being added. */
  saved: boolean;
  options: SettingsValues;
};

/** What the two clients do differently: antd's form in the modern one, Formily in the legacy one. */
export type FormBinding = {
  app: ClientApp;
  /** Inputs bound to `options`. */
  Fields: ComponentType<{ fields: Field[] }>;
  /** The record as it is being edited; renders again with every change. */
  useRecord(): SettingsRecord;
  /** Writes into a field by code. */
  useSetOption(): (path: Field['path'], value: unknown) => void;
};
