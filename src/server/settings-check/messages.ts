import type { WeComClient } from '../wecom-api/client';
import { messageAdvice, NO_RECEIVER } from '../wecom-api/errcodes';
import { isWeComApiError, WeComRefusal } from '../wecom-api/errors';
import { sendToNobody } from '../wecom-api/message';
import { type Finding, say } from './finding';

/**
 * Whether the app may send messages, by a message to nobody: WeCom refuses it for that very reason, or because of what is
 * wrong with the app. Nothing is sent, and whoever does not send messages may leave a warning as it is.
 */
export async function checkMessages(client: WeComClient, agentId: string): Promise<Finding[]> {
  const check = 'messages';
  try {
    await sendToNobody(client, agentId);
    return [];
  } catch (error) {
    if (!isWeComApiError(error)) throw error;
    // A WeCom that does not answer is the business of `api-reachable`.
    if (!(error instanceof WeComRefusal)) return [];
    const { errcode, hint } = error;
    if (errcode === NO_RECEIVER) {
      return [{ check, status: 'ok', message: say('WeCom lets the app send messages. (Nothing was sent.)') }];
    }
    return [
      {
        check,
        status: 'warning',
        message: say('The app may not send messages (errcode {{errcode}}). Signing in is not affected.', { errcode }),
        hint: say(messageAdvice(errcode)),
        data: { errcode, ...(hint && { wecomHint: hint }) },
      },
    ];
  }
}
