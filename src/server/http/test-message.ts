import type { Context, Next } from '@nocobase/actions';
import { NAMESPACE } from '../../shared/constants';
import { whyStopped } from '../messages/report';
import { serviceOf } from '../service';
import { setPrivateHeaders } from './answer';

/**
 * `POST /api/wecom:testMessage` with `{ authenticator }`: sends a message to the person who asks, by a channel that need not
 * be saved yet. For people with the permission of the channels page.
 *
 * Answers `{ sent, message }`; the message is for the person, in the language of the request.
 */
export async function testMessage(ctx: Context, next: Next) {
  setPrivateHeaders(ctx);
  const { authenticator } = (ctx.action.params.values ?? {}) as { authenticator?: unknown };
  const { id } = ctx.state.currentUser as { id: number };
  const t = (key: string, values: object = {}) =>
    ctx.t(key, { ...values, ns: NAMESPACE, interpolation: { escapeValue: false } });
  ctx.body = await send(ctx, typeof authenticator === 'string' ? authenticator : '', String(id), t);
  await next();
}

type Translate = (key: string, values?: object) => string;

async function send(ctx: Context, authenticator: string, userId: string, t: Translate) {
  const { settings, messages, accounts } = serviceOf(ctx.app);
  try {
    const { corpId } = await settings.load(authenticator);
    if (!(await accounts.links.activeMembers(corpId, [userId])).has(userId)) {
      return { sent: false, message: t('You have no link to WeCom yet. Sign in with WeCom once, then try again.') };
    }
  } catch (error) {
    return { sent: false, message: whyStopped(error, t) };
  }
  const { status, reason } = await messages.send({
    authenticator,
    message: {
      msgtype: 'textcard',
      title: t('Test message'),
      content: t('NocoBase can send you messages in WeCom. Tap to open it.'),
      btntxt: t('Open'),
    },
    receivers: [userId],
    t,
  });
  if (status === 'failure') return { sent: false, message: reason };
  return { sent: true, message: t('Sent. Look into WeCom: the message is in the app’s chat.') };
}
