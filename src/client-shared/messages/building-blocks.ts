import { type ComponentType, useEffect, useState } from 'react';
import type { ClientApp } from '../client-app';

interface VariableInputProps {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
  placeholder?: string;
  /** The variables to choose from; default: those of the workflow that is open. */
  metaTree?: unknown[];
}

/** A user's id, a variable, or a filter of users. */
export type Receiver = number | string | { filter?: Record<string, unknown> };

/** Parts of other plugins' forms. Missing where their plugin is not enabled. */
export interface BuildingBlocks {
  /** For one line of text with variables in it. */
  WorkflowVariableInput?: ComponentType<VariableInputProps>;
  /** For several lines. */
  WorkflowVariableTextArea?: ComponentType<
    VariableInputProps & { delimiters?: [string, string]; autoSize?: { minRows: number; maxRows?: number } }
  >;
  UserSelect?: ComponentType<{ value?: Receiver; onChange?: (next: Receiver) => void; variableOptions?: unknown[] }>;
  UserAddition?: ComponentType<{ value?: Receiver[]; onChange?: (next: Receiver[]) => void }>;
}

const MODULES = ['@nocobase/plugin-workflow/client-v2', '@nocobase/plugin-notification-manager/client-v2'];

/**
 * Loads the parts when a form is shown. Imported, they would be needed by this whole plugin: where one of those plugins is
 * not enabled, nobody could sign in.
 *
 * @returns undefined while they are being loaded
 */
export function useBuildingBlocks(app: ClientApp): BuildingBlocks | undefined {
  const [blocks, setBlocks] = useState<BuildingBlocks>();
  useEffect(() => {
    let gone = false;
    const found = (...modules: unknown[]) => {
      if (!gone) setBlocks(Object.assign({}, ...modules));
    };
    app.requirejs.requirejs(MODULES, found, () => found());
    return () => {
      gone = true;
    };
  }, [app]);
  return blocks;
}
