import { type ComponentType, createElement } from 'react';
import type { ClientApp } from '../../client-shared/client-app';
import { registerChannel } from '../../client-shared/messages/register';

type WithApp = ComponentType<{ app: ClientApp }>;

/** The channel in the modern client. */
export function registerMessages(app: ClientApp): void {
  const loader = (load: () => Promise<{ default: WithApp }>) => async () => {
    const { default: Form } = await load();
    return { default: (props: object) => createElement(Form, { ...props, app }) };
  };
  registerChannel(app, {
    ChannelConfigFormLoader: loader(async () => ({ default: (await import('../admin-forms')).ChannelForm })),
    MessageConfigFormLoader: loader(async () => ({
      default: (await import('../../client-shared/messages/forms')).MessageForm,
    })),
    ContentConfigFormLoader: loader(async () => ({
      default: (await import('../../client-shared/messages/forms')).ContentForm,
    })),
  });
}
