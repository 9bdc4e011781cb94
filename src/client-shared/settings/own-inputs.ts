import { type ComponentType, createContext, useContext } from 'react';
import type { ClientApp } from '../client-app';

/** What both forms hand to an input of this plugin's own. */
export interface OwnInputProps {
  id?: string;
  value?: unknown;
  onChange?: (value: unknown) => void;
}

export type OwnInput = ComponentType<OwnInputProps>;

/** Formily watches what it is handed; the application is too much for that. */
export const AppOfForm = createContext<ClientApp | undefined>(undefined);

/** @throws Error outside a form of this plugin */
export function useAppOfForm(): ClientApp {
  const app = useContext(AppOfForm);
  if (!app) throw new Error('This input belongs into a form that provides the application');
  return app;
}
