import type { Application } from '@nocobase/server';
import { LINK_PATH } from '../../shared/constants';
import type { LinkChange } from '../accounts/accounts';
import type { WeComSettings } from '../settings/parse';
import type { SettingsSource } from '../settings/source';
import type { WeComClient } from '../wecom-api/client';
import { sendMessage } from '../wecom-api/message';
import { messagePaths } from './app-paths';
import { messageLink } from './links';
import { notificationPlugin } from './notification-manager';
import type { Translate } from './report';
import { defaultTranslator } from './translator';

interface Parts {
  app: Application;
  settings: Pick<SettingsSource, 'load' | 'namesOfCorp'>;
  client(settings: WeComSettings): WeComClient;
}

const IN_APP = 'in-app-message';

/**
 * Tells a person that the own WeCom account opens a user now, or no longer: the member in WeCom, the user in NocoBase
 * (S-47). Whoever was tricked into it finds out, and where to undo it. Never holds up or fails what it tells of.
 */
export class LinkNotices {
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly parts: Parts) {
    parts.app.once('beforeStop', () => this.settled());
  }

  tell(change: LinkChange): void {
    const telling = this.run(change).finally(() => this.running.delete(telling));
    this.running.add(telling);
  }

  /** Fulfilled when everybody is told who was to be. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  private async run(change: LinkChange): Promise<void> {
    const { app } = this.parts;
    try {
      const t = await defaultTranslator(app);
      const user = await app.db.getModel('users').findByPk(change.userId, { attributes: ['nickname', 'username'] });
      const name = (user?.get('nickname') || user?.get('username') || change.userId) as string;
      const results = await Promise.allSettled([this.inWeCom(change, name, t), this.inNocoBase(change, t)]);
      for (const result of results) if (result.status === 'rejected') this.note(result.reason);
    } catch (error) {
      this.note(error);
    }
  }

  private async inWeCom({ is, corpId, memberId }: LinkChange, user: string, t: Translate): Promise<void> {
    const { app, settings, client } = this.parts;
    const [authenticator] = await settings.namesOfCorp(corpId, true);
    if (!authenticator) return;
    const loaded = await settings.load(authenticator);
    const { origin, agentId } = loaded;
    const place = { origin, authenticator, paths: await messagePaths(app.name, origin) };
    const content =
      is === 'linked'
        ? t(
            'Your WeCom account can now sign in to NocoBase as “{{user}}”. If this was not you, unlink it here: {{link}}',
            {
              user,
              link: messageLink(place, LINK_PATH, LINK_PATH) ?? origin,
            },
          )
        : t('Your WeCom account is no longer linked to the user “{{user}}” of NocoBase.', { user });
    await sendMessage(client(loaded), agentId, [memberId], { msgtype: 'text', text: { content } });
  }

  private async inNocoBase({ is, memberId, userId }: LinkChange, t: Translate): Promise<void> {
    const { app } = this.parts;
    const plugin = notificationPlugin(app);
    const channels = plugin && app.db.getModel('notificationChannels');
    const channel = await channels?.findOne({ where: { notificationType: IN_APP } });
    if (!plugin || !channel) return;
    await plugin.send({
      channelName: channel.get('name') as string,
      triggerFrom: 'wecom',
      receivers: { type: 'userId', value: [userId] },
      message: {
        title: t('WeCom account'),
        content:
          is === 'linked'
            ? t('The WeCom account “{{member}}” can now sign in as you.', { member: memberId })
            : t('The WeCom account “{{member}}” can no longer sign in as you.', { member: memberId }),
      },
    });
  }

  private note(error: unknown): void {
    const { log, name } = { log: this.parts.app.logger, name: error instanceof Error ? error.name : typeof error };
    log.warn(`wecom: a person could not be told of a link, ${name}`);
  }
}
