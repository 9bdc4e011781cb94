import type { DirectoryOptions } from '../directory/options';
import { getAgent } from '../wecom-api/agent';
import type { WeComClient } from '../wecom-api/client';
import { listDepartments } from '../wecom-api/departments';
import { WeComRefusal } from '../wecom-api/errors';
import { probeMemberIds } from '../wecom-api/member-lists';
import { checkAppEnabled, checkVisibleRange, explainRefusal, refusedFinding } from './app';
import { type Finding, findingsOf, say } from './finding';

export interface DirectoryCheck {
  client: WeComClient;
  agentId: string;
  options: DirectoryOptions;
  /** With the secret of contact synchronisation, if one is entered. */
  contactClient?: WeComClient;
  /** Whether NocoBase's plugin of departments is enabled. */
  hasDepartments: boolean;
}

/** What a source of the synchronisation needs. Nothing is changed. */
export async function checkDirectory({ client, agentId, options, contactClient, hasDepartments }: DirectoryCheck) {
  const [app, contact] = await Promise.all([
    checkReading(client, agentId, options),
    contactClient ? checkContactSecret(contactClient) : [],
  ]);
  return [...app, ...contact, ...(options.departments ? [checkPlugin(hasDepartments)] : [])];
}

async function checkReading(client: WeComClient, agentId: string, options: DirectoryOptions): Promise<Finding[]> {
  try {
    const agent = await getAgent(client, agentId);
    const findings = [checkAppEnabled(agent), checkVisibleRange(agent)];
    if (agent.closed) return findings;
    const departments = await listDepartments(client);
    const missing = options.onlyDepartments.filter((wanted) => !departments.some(({ id }) => id === wanted));
    return [...findings, checkDepartments(departments.length), ...(missing.length > 0 ? [checkMissing(missing)] : [])];
  } catch (error) {
    return [refusedFinding(error)];
  }
}

function checkDepartments(count: number): Finding {
  const { ok, warning } = findingsOf('directory-departments');
  if (count > 0) {
    return ok(say('The app sees {{count}} departments of the company.', { count }));
  }
  return warning(say('The app sees no departments, because its visible range is single members or tags.'), {
    hint: say('For departments in NocoBase, add them in WeCom: App management > your app > Visible range.'),
  });
}

function checkMissing(missing: number[]): Finding {
  return findingsOf('directory-only').failed(
    say('The app does not see these departments: {{ids}}.', { ids: missing.join(', ') }),
    { hint: say('Correct the ids, or add the departments to the visible range of the app.') },
  );
}

function checkPlugin(hasDepartments: boolean): Finding {
  const { ok, warning } = findingsOf('directory-plugin');
  if (hasDepartments) return ok(say('NocoBase’s plugin Departments is enabled.'));
  return warning(say('NocoBase’s plugin Departments is not enabled: users are synchronised without departments.'), {
    hint: say('Enable it in the plugin manager, or switch departments off here.'),
  });
}

async function checkContactSecret(client: WeComClient): Promise<Finding[]> {
  const { ok } = findingsOf('directory-contact-secret');
  try {
    await probeMemberIds(client);
    return [ok(say('WeCom accepts the secret of contact synchronisation.'))];
  } catch (error) {
    if (!(error instanceof WeComRefusal)) return [];
    return [explainRefusal('directory-contact-secret', error)];
  }
}
