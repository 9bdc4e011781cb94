import { setTimeout as sleep } from 'node:timers/promises';
import type { WeComClient } from '../wecom-api/client';
import { BUSY, NOBODY_VALID } from '../wecom-api/errcodes';
import { isWeComApiError, WeComRefusal, type WeComUnreachable } from '../wecom-api/errors';
import { type MessageBody, sendMessage } from '../wecom-api/message';
import type { CallOutcome, SendCall } from './deliver';

const PAUSE_MS = 500;

/** With these no connection was made, so nothing can have been sent. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export interface CallInput {
  client: WeComClient;
  agentId: string;
  body: MessageBody;
  /** Waits for that many ms; for tests. */
  pause?: (ms: number) => Promise<unknown>;
}

/** Makes the calls of one message. A busy WeCom (-1) has done nothing and is asked once more, after a moment. */
export function callsOf({ client, agentId, body, pause = sleep }: CallInput): SendCall {
  const once = async (members: string[]): Promise<CallOutcome> => {
    try {
      return { is: 'taken', taken: await sendMessage(client, agentId, members, body) };
    } catch (error) {
      return outcomeOf(error);
    }
  };
  return async (members) => {
    const outcome = await once(members);
    if (!isBusy(outcome)) return outcome;
    await pause(PAUSE_MS);
    return once(members);
  };
}

function isBusy(outcome: CallOutcome): boolean {
  return outcome.is === 'refused' && outcome.error instanceof WeComRefusal && outcome.error.errcode === BUSY;
}

/** @throws what is no answer of WeCom, and so a fault of ours */
export function outcomeOf(error: unknown): CallOutcome {
  if (!isWeComApiError(error)) throw error;
  if (error instanceof WeComRefusal)
    return error.errcode === NOBODY_VALID ? { is: 'nobody' } : { is: 'refused', error };
  return { is: isCertainlyUnsent(error) ? 'refused' : 'unknown', error };
}

function isCertainlyUnsent({ endpoint, reason, detail = '' }: WeComUnreachable): boolean {
  return endpoint === 'gettoken' || (reason === 'network' && NOT_CONNECTED.has(detail));
}
