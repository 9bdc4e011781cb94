import { type Agent, getAgent } from '../wecom-api/agent';
import type { WeComClient } from '../wecom-api/client';
import { WeComRefusal, WeComUnreachable } from '../wecom-api/errors';
import { checkAppEnabled, checkTrustedDomain, checkVisibleRange } from './app';
import { explainRefusal } from './errcode-sentences';
import { type Finding, outcomesOf, say } from './finding';

/**
 * Whether Company ID, AgentId and Secret are real and belong together, and what WeCom then tells of the app. Consumes no
 * code and sends no message.
 *
 * `gettoken` alone would prove little: it is not behind the list of trusted IPs, and it knows no AgentId.
 *
 * @param origin - undefined while it is not usable
 */
export async function checkCredentials(
  client: WeComClient,
  agentId: string,
  origin: string | undefined,
): Promise<Finding[]> {
  try {
    return acceptedFindings(await getAgent(client, agentId), origin);
  } catch (error) {
    return [refusedFinding(error)];
  }
}

/** What WeCom tells of the app whose credentials are right. `origin` is undefined while it is not usable. */
export function acceptedFindings(agent: Agent, origin: string | undefined): Finding[] {
  const { ok } = outcomesOf('credentials');
  return [
    ok(
      say('WeCom accepts Company ID, AgentId and Secret. They belong to the app “{{name}}”.', {
        name: agent.name ?? '',
      }),
    ),
    checkAppEnabled(agent),
    checkVisibleRange(agent),
    ...(origin ? [checkTrustedDomain(agent, origin)] : []),
  ];
}

/** @throws what is not an answer of WeCom */
export function refusedFinding(error: unknown): Finding {
  const { warning, failed } = outcomesOf('credentials');
  if (error instanceof WeComRefusal) {
    const { message, ...more } = explainRefusal(error);
    return failed(message, more);
  }
  if (!(error instanceof WeComUnreachable)) throw error;
  // Why is the business of `api-reachable`.
  return warning(say('Company ID, AgentId and Secret could not be checked, because WeCom did not answer.'), {
    hint: say('Check again once the API of WeCom can be reached.'),
    data: { reason: error.reason, ...(error.detail && { detail: error.detail }) },
  });
}
