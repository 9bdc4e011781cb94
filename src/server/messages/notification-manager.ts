import type { Application } from '@nocobase/server';
import { CHANNEL_TYPE } from '../../shared/constants';
import { channelOf } from './channel';
import type { MessageSender } from './sender';
import { FilledMessage } from './templates';

/** What a program sends by NocoBase's notifications. */
export interface Sending {
  channelName: string;
  message: object;
  triggerFrom: string;
  receivers?: { type: 'userId'; value: (string | number)[] };
  data?: Record<string, unknown>;
  transaction?: unknown;
}

/** What NocoBase says of it: `reason` only when it was not put off. */
export interface SendResult {
  status: 'success' | 'failure';
  reason?: string;
}

/** The parts of NocoBase's notification manager that are needed here; without one of them it stays as it is. */
interface Manager {
  sendNow(sending: Sending): Promise<SendResult>;
  dispatchAfterCommit(sending: Sending): Promise<void>;
}

/** NocoBase's plugin for notifications. */
export interface NotificationPlugin {
  manager?: Partial<Manager>;
  logger?: { error(message: string, meta: object): void };
  registerChannelType(channel: { type: string; Channel: unknown; useQueue: boolean }): void;
  getChannel(name: string): Promise<{ notificationType?: string } | null>;
  send(sending: Sending): Promise<SendResult>;
}

/** Managers that do as told below. */
const adapted = new WeakSet<object>();

/** @returns NocoBase's plugin for notifications; undefined while it is not enabled */
export function notificationPlugin(app: Application): NotificationPlugin | undefined {
  const plugin = app.pm.get('notification-manager') as unknown as
    | (NotificationPlugin & { enabled?: boolean })
    | undefined;
  return typeof plugin?.registerChannelType === 'function' ? plugin : undefined;
}

export async function isWeComChannel(plugin: NotificationPlugin, name: unknown): Promise<boolean> {
  if (typeof name !== 'string' || name === '') return false;
  return (await plugin.getChannel(name))?.notificationType === CHANNEL_TYPE;
}

/**
 * Adds WeCom to NocoBase's notification channels. Not by NocoBase's queue: that has one worker for the messages of all
 * channels, which a slow WeCom would hold up, and answers "success" before anything is sent.
 *
 * @see NocoBase plugin-notification-manager/src/server/manager.ts
 */
export function registerChannel(plugin: NotificationPlugin, sender: MessageSender): void {
  plugin.registerChannelType({ type: CHANNEL_TYPE, Channel: channelOf(sender), useQueue: false });
  const { manager } = plugin;
  if (!manager || adapted.has(manager)) return;
  adapted.add(manager);
  fillInOnce(plugin, manager);
  leaveTransactionsAlone(plugin, manager);
}

/**
 * Templates of WeCom's messages are filled in here instead of in NocoBase, whose way is made for HTML, and would read the
 * variables of a workflow's texts a second time: `{{ $env.SECRET }}` typed into a record would tell the secret.
 */
function fillInOnce(plugin: NotificationPlugin, manager: Partial<Manager>): void {
  const sendNow = manager.sendNow?.bind(manager);
  if (!sendNow) return;
  manager.sendNow = async (sending) => {
    const { channelName, message, data = {} } = sending;
    const isOurs = !(message instanceof FilledMessage) && (await isWeComChannel(plugin, channelName));
    return sendNow(isOurs ? { ...sending, message: FilledMessage.of({ ...message }, data) } : sending);
  };
}

/** Whoever saves a record waits for the end of its transaction, and NocoBase lets that wait for what is sent afterwards. */
function leaveTransactionsAlone(plugin: NotificationPlugin, manager: Partial<Manager>): void {
  const dispatch = manager.dispatchAfterCommit?.bind(manager);
  if (!dispatch) return;
  manager.dispatchAfterCommit = async (sending) => {
    if (!(await isWeComChannel(plugin, sending.channelName))) return dispatch(sending);
    dispatch(sending).catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : typeof error;
      plugin.logger?.error('wecom: a message was not sent after a transaction', { reason });
    });
  };
}
