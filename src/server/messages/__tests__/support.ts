import type { Application } from '@nocobase/server';
import { SAMPLE } from '../../../../simulator';
import { addUser, type Suite, type SuiteOptions, sharedSuite } from '../../__tests__/support/suite';
import { serviceOf } from '../../service';

/** What NocoBase needs for messages, in its order. */
export const MESSAGE_PLUGINS = [
  'notification-manager',
  'notification-in-app-message',
  'workflow',
  'workflow-notification',
];

export const CHANNEL = 'wecom_channel';

/** NocoBase's own plugin, as programs use it. */
export interface Notifications {
  send(sending: object): Promise<SendResult>;
  sendToUsers(sending: object): Promise<SendResult[]>;
}

export interface SendResult {
  status: string;
  reason?: string;
}

/** An application with notifications and a channel for WeCom; the channel stays, people and authenticator are as new. */
export function messageSuite(options: SuiteOptions = {}): Suite {
  const suite = sharedSuite({ plugins: MESSAGE_PLUGINS, ...options });
  beforeAll(() => addChannel(suite.app));
  // The simulator forgets its tokens before each test; what a call with an old one costs is not what is counted here.
  beforeEach(() => forgetToken(suite));
  return suite;
}

async function forgetToken({ app, simulator }: Suite) {
  const service = serviceOf(app);
  const credentials = { apiBaseUrl: simulator.url, corpId: SAMPLE.corpId, secret: SAMPLE.secret };
  const token = await service.tokens.get(credentials, service.httpClient());
  await service.tokens.drop(credentials, token);
  simulator.control.clearCalls();
}

export async function addChannel(app: Application, options: object = { authenticator: 'wecom' }, name = CHANNEL) {
  const values = { name, title: 'WeCom', notificationType: 'wecom', options };
  await app.db.getRepository('notificationChannels').updateOrCreate({ filterKeys: ['name'], values });
}

export function notifications(app: Application): Notifications {
  return app.pm.get('notification-manager') as unknown as Notifications;
}

/** A user who is linked to a member, as after a sign-in. */
export async function linkedUser(app: Application, memberId: string, values: Record<string, unknown> = {}) {
  const { id } = await addUser(app, { nickname: memberId, ...values });
  await app.db
    .getModel('wecomAccounts')
    .create({ corpId: SAMPLE.corpId, memberId: memberId.toLowerCase(), userId: id } as never);
  return id;
}

/** @returns the newest rows of NocoBase's log of messages, newest first */
export async function messageLog(app: Application, limit = 1) {
  const rows = await app.db.getRepository('notificationSendLogs').find({ sort: ['-createdAt', '-id'], limit });
  return rows.map((row: { toJSON(): object }) => row.toJSON()) as {
    status: string;
    reason: string;
    message: Record<string, unknown>;
  }[];
}
