import type { Application } from '@nocobase/server';
import type { AccountLinks } from '../accounts/account-links';
import type { WeComSettings } from '../settings/parse';
import type { SettingsSource } from '../settings/source';
import type { WeComClient } from '../wecom-api/client';
import { MOST_MEMBERS } from '../wecom-api/message';
import { messagePaths } from './app-paths';
import { resolveBodyLinks } from './body-links';
import { callsOf } from './call';
import { type Composed, compose } from './compose';
import { deliver, type Tally } from './deliver';
import { type LinkPlace, messageLink, startLink } from './links';
import { addressees } from './members';
import { type Message, parseMessage } from './message';
import { namesOfUsers } from './names';
import { receiverIds } from './receivers';
import { type Report, reportOf, type Translate, whyStopped } from './report';
import { FilledMessage } from './templates';
import { defaultTranslator } from './translator';
import { Turns } from './turns';

/** What is to be sent, as NocoBase hands it over. */
export interface SendInput {
  /** Name of the WeCom authenticator that the channel uses. */
  authenticator: unknown;
  message: object;
  /** Ids of users, lists of them, and filters of users. */
  receivers: unknown;
  /** Translates what is told of it; default: into the language that this NocoBase speaks to its administrators. */
  t?: Translate;
}

export interface SenderParts {
  app: Application;
  settings: Pick<SettingsSource, 'load'>;
  links: Pick<AccountLinks, 'activeMembers'>;
  client(settings: WeComSettings): WeComClient;
}

/** Sends messages of NocoBase by an authenticator's app. Made once in the life of the application. */
export class MessageSender {
  private readonly turns = new Turns();
  private isStopping = false;
  private readonly running = new Set<Promise<unknown>>();

  constructor(private readonly parts: SenderParts) {
    // What is on its way ends, so that its fate is known; what waits for its turn is not begun.
    parts.app.once('beforeStop', async () => {
      this.isStopping = true;
      await Promise.allSettled(this.running);
    });
  }

  /** @returns what became of the message; what fails is told in the report, too */
  async send(input: SendInput): Promise<Report> {
    const sending = this.sendInTurn(input);
    this.running.add(sending);
    try {
      return await sending;
    } finally {
      this.running.delete(sending);
    }
  }

  private async sendInTurn({ authenticator, message, receivers, t: given }: SendInput): Promise<Report> {
    const t = given ?? (await defaultTranslator(this.parts.app));
    const failure = (reason: string): Report => ({ status: 'failure', reason });
    if (typeof authenticator !== 'string' || authenticator === '') {
      return failure(t('The channel names no WeCom authenticator.'));
    }
    const filled = message instanceof FilledMessage ? message : FilledMessage.of({ ...message }, {});
    const [broken] = filled.broken;
    if (broken !== undefined) return failure(t('The template in “{{field}}” cannot be read.', { field: broken }));
    const parsed = parseMessage({ ...filled });
    if (typeof parsed === 'string') return failure(t(parsed));
    const { app } = this.parts;
    try {
      return await this.turns.run(authenticator, async () => {
        const settings = await this.parts.settings.load(authenticator);
        const place = { origin: settings.origin, authenticator, paths: await messagePaths(app.name, settings.origin) };
        const { composed, linkRefused } = composeFor(place, parsed, filled.written);
        const tally = await this.deliver(settings, composed, receivers);
        const names = await namesOfUsers(app.db, tally);
        return reportOf({ tally, cut: composed.cut, linkRefused, names, t });
      });
    } catch (error) {
      this.logFault(error);
      return failure(whyStopped(error, t));
    }
  }

  private deliver(settings: WeComSettings, { body }: Composed, receivers: unknown): Promise<Tally> {
    const { db } = this.parts.app;
    const batches = addressees(this.parts.links, settings.corpId, receiverIds(db, receivers), MOST_MEMBERS);
    const send = callsOf({ client: this.parts.client(settings), agentId: settings.agentId, body });
    return deliver(batches, send, () => this.isStopping);
  }

  /** Name and place of an error. Its message may repeat the text of the message to be sent. */
  private logFault(error: unknown): void {
    const stack = error instanceof Error ? (error.stack ?? '').split('\n') : [];
    const place = stack.filter((line) => /^\s+at /.test(line)).slice(0, 4);
    const name = error instanceof Error ? error.name : typeof error;
    this.parts.app.logger.warn(`wecom: a message was not sent, ${name}`, { at: place.map((line) => line.trim()) });
  }
}

function composeFor(place: LinkPlace, message: Message, written: Record<string, unknown>) {
  const ownText = (text: unknown) => (typeof text === 'string' ? text : '');
  const content = resolveBodyLinks(message.kind, message.content, (wanted) =>
    messageLink(place, wanted, ownText(written.content)),
  );
  const link = message.url === '' ? undefined : messageLink(place, message.url, ownText(written.url));
  const isCard = message.kind === 'textcard' || message.kind === 'template_card';
  return {
    composed: compose({ ...message, content }, link ?? startLink(place)),
    linkRefused: isCard && message.url !== '' && link === undefined,
  };
}
