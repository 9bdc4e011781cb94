import type { Database } from './databases';
import { runStatements } from './statements';

/** Names of NocoBase's plugins that have nothing to do with people, as patterns of SQL: blocks, actions, parts of workflows. */
const BESIDE_THE_POINT = [
  'action-%',
  'block-%',
  'collection-%',
  'workflow-%',
  'field-formula',
  'field-markdown%',
  'field-sequence',
  'ai',
  'backups',
  'calendar',
  'data-visualization',
  'file-previewer-office',
  'gantt',
  'kanban',
  'mcp-server',
  'text-copy',
  'ui-templates',
];

/**
 * Disables what is beside the point, which is a third of what a page load costs, in an installation that has not been started
 * yet: a NocoBase that runs would load everything anew.
 */
export async function makeLean(folder: string, database: Database): Promise<void> {
  const isOneOfThem = BESIDE_THE_POINT.map((name) => `"packageName" LIKE '@nocobase/plugin-${name}'`).join(' OR ');
  await runStatements(folder, database, [`UPDATE "applicationPlugins" SET "enabled" = false WHERE ${isOneOfThem}`]);
}
