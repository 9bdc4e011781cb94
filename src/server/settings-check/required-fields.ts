import type { SettingsProblem } from '../settings/parse';
import { type Finding, say } from './finding';

/** What the form calls the settings that can be wrong. */
const LABELS: Record<string, string> = {
  corpId: 'Company ID',
  agentId: 'AgentId',
  secret: 'Secret',
  origin: 'Origin',
  apiBaseUrl: 'API base URL',
  oauthBaseUrl: 'OAuth base URL',
  loginBaseUrl: 'Web login base URL',
  proxyUrl: 'Outbound proxy',
};

/** Whether everything is filled in as it has to be; with the labels of the form. */
export function checkRequiredFields(problems: SettingsProblem[]): Finding {
  const check = 'required-fields';
  if (problems.length === 0) {
    return { check, status: 'ok', message: say('All required settings are filled in.') };
  }
  return {
    check,
    status: 'failed',
    message: say('Some settings are missing or cannot be used. Nobody can sign in.'),
    hint: problems.map(({ field, message }) =>
      say('{{field}}: {{problem}}', { field: say(LABELS[field] ?? field), problem: say(message) }),
    ),
    data: { fields: problems.map(({ field }) => field) },
  };
}
