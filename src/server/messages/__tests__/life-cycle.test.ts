/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../../simulator';
import { sharedSuite } from '../../__tests__/support/suite';
import { addChannel, CHANNEL, linkedUser, MESSAGE_PLUGINS, notifications } from './support';

const { manager } = SAMPLE.members;

describe('NocoBase without its notifications', () => {
  const suite = sharedSuite();

  it('starts all the same', () => {
    expect(suite.app.pm.get('notification-manager')).toBeUndefined();
  });
});

describe('notifications that are switched off and on again', () => {
  const suite = sharedSuite({ plugins: MESSAGE_PLUGINS, keep: true });

  it('have the channel again', async () => {
    await suite.app.pm.disable('notification-manager');
    await suite.app.pm.enable('notification-manager');
    await addChannel(suite.app);
    const id = await linkedUser(suite.app, manager);
    const [result] = await notifications(suite.app).sendToUsers({
      userIds: [id],
      channels: [CHANNEL],
      message: { content: '{{x}} & {{{x}}}' },
      data: { x: '&' },
    });
    expect(result).toMatchObject({ status: 'success' });
    expect(suite.simulator.control.inbox(manager)).toMatchObject([{ content: { text: { content: '& & &' } } }]);
  });
});
