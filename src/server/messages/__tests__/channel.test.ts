/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../../simulator';
import { addUser } from '../../__tests__/support/suite';
import { CHANNEL, linkedUser, messageLog, messageSuite, notifications } from './support';

const { manager, mixedCase, outsideRange } = SAMPLE.members;
const suite = messageSuite();

const send = (userIds: number[], message: object, data = {}) =>
  notifications(suite.app).sendToUsers({ userIds, channels: [CHANNEL], message, data });

it('sends a text to the linked ones among the users, and says who got nothing', async () => {
  const reached = await linkedUser(suite.app, manager);
  const hidden = await linkedUser(suite.app, outsideRange, { nickname: 'Zhou' });
  const { id: unlinked } = await addUser(suite.app, { nickname: 'Anna' });
  const [result] = await send([reached, hidden, unlinked], { content: 'Hello' });
  expect(result?.status).toBe('success');
  const [message] = suite.simulator.control.inbox(manager);
  expect(message?.content).toEqual({ msgtype: 'text', text: { content: 'Hello' } });
  const [log] = await messageLog(suite.app);
  expect(log?.reason).toBe(
    `Reached 1 of 3. Without a link to WeCom: Anna. Refused by WeCom, because they have left or are outside the visible range of the app: Zhou. Message id: ${message?.msgid}.`,
  );
  void mixedCase;
});
