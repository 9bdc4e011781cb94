import { lazy } from '@nocobase/client';
import { type ComponentType, createElement } from 'react';
import type { ClientApp } from '../../client-shared/client-app';
import { registerChannel } from '../../client-shared/messages/register';

type WithApp = ComponentType<{ app: ClientApp }>;

const ChannelForm = lazy<{ app: ClientApp }>(async () => ({ default: (await import('../admin-forms')).ChannelForm }));
const FormilyContentForm = lazy<{ variableOptions?: unknown }>(() => import('./formily-content-form'));

/**
 * The channel in the legacy client. Its page of channels is made with Formily, and so are other plugins' forms for texts; the
 * canvas of workflows is the modern client's, and looks for loaders.
 */
export function registerMessages(app: ClientApp): void {
  const withApp = (Form: WithApp) => (props: object) => createElement(Form, { ...props, app });
  const loader = (load: () => Promise<{ default: WithApp }>) => async () => ({
    default: withApp((await load()).default),
  });
  registerChannel(app, {
    ChannelConfigForm: withApp(ChannelForm),
    ContentConfigForm: FormilyContentForm,
    MessageConfigFormLoader: loader(async () => ({
      default: (await import('../../client-shared/messages/forms')).MessageForm,
    })),
    ContentConfigFormLoader: loader(async () => ({
      default: (await import('../../client-shared/messages/forms')).ContentForm,
    })),
  });
}
