import { type Agent, getAgent } from '../wecom-api/agent';
import type { WeComClient } from '../wecom-api/client';
import { meaningOf } from '../wecom-api/errcodes';
import { WeComRefusal, WeComUnreachable } from '../wecom-api/errors';
import { checkAppEnabled, checkTrustedDomain, checkVisibleRange } from './app';
import { type Finding, say } from './finding';
import { checkMessages } from './messages';

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
    const agent = await getAgent(client, agentId);
    return [...acceptedFindings(agent, origin), ...(agent.closed ? [] : await checkMessages(client, agentId))];
  } catch (error) {
    return [refusedFinding(error)];
  }
}

/** What WeCom tells of the app whose credentials are right. `origin` is undefined while it is not usable. */
export function acceptedFindings(agent: Agent, origin: string | undefined): Finding[] {
  return [
    {
      check: 'credentials',
      status: 'ok',
      message: say('WeCom accepts Company ID, AgentId and Secret. They belong to the app “{{name}}”.', {
        name: agent.name ?? '',
      }),
    },
    checkAppEnabled(agent),
    checkVisibleRange(agent),
    ...(origin ? [checkTrustedDomain(agent, origin)] : []),
  ];
}

/** @throws what is not an answer of WeCom */
export function refusedFinding(error: unknown): Finding {
  if (error instanceof WeComRefusal) return { check: 'credentials', status: 'failed', ...explainRefusal(error) };
  if (!(error instanceof WeComUnreachable)) throw error;
  // Why is the business of `api-reachable`.
  return {
    check: 'credentials',
    status: 'warning',
    message: say('Company ID, AgentId and Secret could not be checked, because WeCom did not answer.'),
    hint: say('Check again once the API of WeCom can be reached.'),
    data: { reason: error.reason, ...(error.detail && { detail: error.detail }) },
  };
}

/** What a refusal tells about the settings: sentence, what to do, and the value to paste if there is one. */
export function explainRefusal({ errcode, hint, fromIp }: WeComRefusal): Pick<Finding, 'message' | 'hint' | 'data'> {
  const { finding, findingAdvice, advice, wantsAddress } = meaningOf(errcode);
  return {
    message: say(finding ?? 'WeCom refuses the settings (errcode {{errcode}}).', { errcode }),
    hint: say(findingAdvice ?? advice),
    data: {
      errcode,
      ...(hint && { wecomHint: hint }),
      ...(wantsAddress && fromIp ? { copy: fromIp } : !finding && hint && { copy: hint }),
    },
  };
}
