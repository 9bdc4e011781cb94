import type { MessageSender } from './sender';

/** What NocoBase hands to a channel. */
interface ChannelInput {
  /** The channel's row, its variables rendered. */
  channel: { options?: { authenticator?: unknown } };
  message: { receivers?: unknown };
  /** From `sendToUsers` and the API; a workflow's node has its receivers in the message. */
  receivers?: { type: string; value: unknown };
}

/**
 * WeCom among NocoBase's notification channels: a class, because NocoBase makes one for each message.
 *
 * Not a subclass of NocoBase's: that would need its plugin to be there whenever this one is loaded.
 *
 * @see NocoBase plugin-notification-manager/src/server/base-notification-channel.ts
 */
export function channelOf(sender: Pick<MessageSender, 'send'>) {
  return class WeComChannel {
    async send({ channel, message, receivers }: ChannelInput) {
      const report = await sender.send({
        authenticator: channel.options?.authenticator,
        message,
        receivers: receivers ? receivers.value : message.receivers,
      });
      return { message, ...report };
    }
  };
}
