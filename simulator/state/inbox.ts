import type { Clock } from './clock';

/** A message of an app as its receivers keep it, with WeCom's own names. */
export type MessageContent =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'markdown'; markdown: { content: string } }
  | { msgtype: 'textcard'; textcard: { title: string; description: string; url: string; btntxt: string } }
  | { msgtype: 'template_card'; template_card: TextNotice };

export interface TextNotice {
  card_type: 'text_notice';
  main_title: { title: string; desc: string };
  emphasis_content: { title: string; desc: string };
  sub_title_text: string;
  horizontal_content_list: { keyname: string; value: string }[];
  jump_list: { title: string; url: string }[];
  card_action: { type: 1; url: string };
}

export interface InboxMessage {
  msgid: string;
  agentId: number;
  /** Milliseconds of the simulator's clock. */
  time: number;
  content: MessageContent;
}

/** Older ones are forgotten. */
const KEPT_EACH = 200;

/** What each member has in WeCom. Receivers of one message share it, so that one to very many takes little memory. */
export class Inbox {
  private readonly messages = new Map<string, InboxMessage[]>();
  private sent = 0;

  constructor(private readonly clock: Clock) {}

  /** @returns the id of the message */
  deliver(agentId: number, userids: string[], content: MessageContent): string {
    this.sent += 1;
    const msgid = `m${this.clock.now().toString(36)}${this.sent.toString(36).padStart(6, '0')}`;
    const message: InboxMessage = { msgid, agentId, time: this.clock.now(), content };
    for (const userid of userids) {
      const key = userid.toLowerCase();
      const kept = this.messages.get(key) ?? [];
      kept.push(message);
      if (kept.length > KEPT_EACH) kept.shift();
      this.messages.set(key, kept);
    }
    return msgid;
  }

  /** Oldest first. */
  of(userid: string): InboxMessage[] {
    return this.messages.get(userid.toLowerCase()) ?? [];
  }
}
