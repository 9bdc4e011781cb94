/** 设置接收事件服务器: the check of an address for events when it is saved. */
import { CONTACT_SYNC, SAMPLE } from '../index';
import { sharedSimulator } from './helpers';
import { type Said, sharedReceiver } from './receiver';

const { agentId } = SAMPLE;
const app = sharedReceiver();
const simulator = sharedSimulator();
const control = () => simulator.get().control;

describe('the address for events', () => {
  test('is saved when it answers what was encrypted', async () => {
    expect(await control().saveCallback(CONTACT_SYNC, app.callback)).toEqual({ saved: true });
    expect(await control().saveCallback(agentId, app.callback)).toEqual({ saved: true });
    control().deleteMember('xumin');
    await control().eventsSettled();
    expect(app.received).toHaveLength(2);
  });

  test.each<[what: string, said: (plain: string) => Said, word: string]>([
    ['says something else', () => ({ body: 'ok' }), 'plain text'],
    ['puts quotes around it', (plain) => ({ body: JSON.stringify(plain) }), 'plain text'],
    ['adds a line break', (plain) => ({ body: `${plain}\n` }), 'plain text'],
    ['answers another status', (plain) => ({ status: 503, body: plain }), 'HTTP 503'],
    ['says nothing in time', () => 'silence', 'abort'],
  ])('is not saved when it %s', async (_, said, word) => {
    control().patchCorp({ verifyTimeoutMs: 200 });
    app.answer = (plain) => said(plain ?? '');
    const verdict = await control().saveCallback(CONTACT_SYNC, app.callback);
    expect(verdict).toEqual({ saved: false, reason: expect.stringContaining(word) });
    control().deleteMember('xumin');
    expect(control().deliveries()).toEqual([]);
  });

  test.each([{ url: 'ftp://x' }, { token: 'a-b' }, { encodingAesKey: 'short' }])('cannot be %j', async (wrong) => {
    await expect(control().saveCallback(CONTACT_SYNC, { ...app.callback, ...wrong })).rejects.toThrow('callback');
  });
});
