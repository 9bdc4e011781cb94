/** Looks up whom a control call is about, and refuses names that nobody has: mostly they are misspelt. */

import { ConfigError, shown } from '../config/check';
import { type App, type Company, findApp, findMember, findOutsider } from '../corp';

/** @throws ConfigError */
export function knownApp(corp: Company, agentId: number): App {
  const app = findApp(corp, agentId);
  if (!app) throw new ConfigError(`There is no app ${shown(agentId)}`);
  return app;
}

/** @returns the id as the directory spells it @throws ConfigError */
export function knownPersonId(corp: Company, id: string): string {
  const found = findMember(corp, id)?.userid ?? findOutsider(corp, id)?.id;
  if (found === undefined) throw new ConfigError(`There is neither a member nor an outsider ${shown(id)}`);
  return found;
}
