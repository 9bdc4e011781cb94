/** @jest-environment jsdom */
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { prepareBrowser } from '../../__tests__/support/browser';
import { LeaversTable } from '../leavers-table';
import type { Leaver, Suggestion } from '../requests';
import { ResultsTable } from '../results-table';
import { RunsTable } from '../runs-table';
import { SuggestionsTable } from '../suggestions-table';
import { appAnswering, button, press, run, show } from './support';

beforeAll(() => prepareBrowser());
afterEach(cleanup);

const cellsOf = (text: string) =>
  [...(screen.getByText(text).closest('tr')?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent);
const choose = (member: string) =>
  act(async () => {
    const box = document.querySelector(`input[type="checkbox"][aria-label="${member}"]`);
    if (box) fireEvent.click(box);
  });

describe('members without a user', () => {
  const suggestion = (memberId: string, more: Partial<Suggestion> = {}): Suggestion => ({
    id: memberId,
    corpId: 'ww1',
    memberId,
    reason: 'same-name',
    message: 'A user has the same name.',
    unique: true,
    candidates: [{ id: `user-of-${memberId}`, nickname: memberId.toUpperCase() }],
    ...more,
  });
  const several = {
    unique: false,
    candidates: [
      { id: '7', nickname: 'Wang' },
      { id: '8', nickname: 'Wang', username: 'wang2' },
    ],
  };
  const rows = [
    suggestion('lina', { memberName: '李娜' }),
    suggestion('chen'),
    suggestion('wang', several),
    suggestion('nobody', { unique: false, candidates: [], message: 'Nobody is like this member.' }),
  ];
  const open = async (answer: unknown = { confirmed: 1, refused: [] }) => {
    const app = appAnswering({ 'wecomLinks:suggestions': () => rows, 'wecomLinks:confirm': () => answer });
    show(<SuggestionsTable app={app} corpId="ww1" />);
    await screen.findByText('李娜 (lina)');
    return app;
  };

  it('are linked together where there is nothing to choose, after a click', async () => {
    const app = await open({ confirmed: 2 });
    expect(button('Link the selected ones (0)').disabled).toBe(true);
    await choose('李娜 (lina)');
    await choose('chen');
    await choose('wang');
    expect(app.posted).toEqual([]);
    await press('Link the selected ones (2)');
    const pairs = ['lina', 'chen'].map((memberId) => ({ corpId: 'ww1', memberId, userId: `user-of-${memberId}` }));
    await waitFor(() => expect(app.posted).toEqual([['wecomLinks:confirm', { pairs }]]));
    await waitFor(() => button('Link the selected ones (0)'));
  });

  it('are linked one by one with the user who is chosen', async () => {
    const app = await open();
    expect(button('Link “wang”').disabled).toBe(true);
    const select = screen.getByText('wang').closest('tr')?.querySelector('input[aria-label="User"]');
    fireEvent.mouseDown(select as Element);
    fireEvent.click(await screen.findByTitle('Wang (wang2)'));
    await press('Link “wang”');
    const pairs = [{ corpId: 'ww1', memberId: 'wang', userId: '8' }];
    await waitFor(() => expect(app.posted).toEqual([['wecomLinks:confirm', { pairs }]]));
  });

  it('who were refused are named, with the reason', async () => {
    await open({ confirmed: 0, refused: [{ memberId: 'lina', userId: '1', message: 'The user is linked already.' }] });
    await press('Link “李娜 (lina)”');
    await screen.findByText('lina: The user is linked already.');
  });

  it('with no user like them are linked to one who is looked for', async () => {
    await open();
    await press('Choose a user');
    await waitFor(() => expect(document.querySelector('.ant-modal input[aria-label="User"]')).not.toBeNull());
  });

  it('nobody at all is said so', async () => {
    show(<SuggestionsTable app={appAnswering({})} />);
    await screen.findByText('Nobody is waiting');
  });
});

describe('people who have left', () => {
  const leaver = (memberId: string, more: Partial<Leaver> = {}): Leaver => ({
    id: memberId,
    memberId,
    state: 'left',
    away: null,
    user: { id: '1', nickname: `user ${memberId}` },
    hasPassword: false,
    apiKeys: 0,
    lockedOut: false,
    privileged: false,
    ...more,
  });

  it('are listed with the doors that are still open', async () => {
    const rows = [
      leaver('a', { hasPassword: true, apiKeys: 2 }),
      leaver('b', { away: 'disabled', lockedOut: true }),
      leaver('c', { away: 'out-of-range', privileged: true }),
      leaver('d', { user: null }),
    ];
    show(<LeaversTable app={appAnswering({ 'wecomDirectory:leavers': () => rows })} />);
    await screen.findByText('user a');
    const seen = ['a', 'b', 'c', 'd'].map((id) => {
      const [, user, state, , has] = cellsOf(id);
      return [user, state, has];
    });
    expect(seen).toEqual([
      ['user a', 'Left', 'PasswordAPI keys: 2'],
      ['user b', 'Disabled in WeCom', 'Roles taken'],
      ['user c', 'Out of the visible range', 'Can manage NocoBase'],
      ['', 'Left', 'Nothing'],
    ]);
  });
});

describe('results', () => {
  it('say what happened to whom, and why not', async () => {
    const rows = [
      {
        id: '1',
        kind: 'failed',
        memberId: 'lina',
        memberName: '李娜',
        reason: 'duplicate',
        message: 'The phone number belongs to “Wang”.',
      },
      {
        id: '2',
        kind: 'kept-department',
        departmentId: '15',
        reason: 'foreign',
        message: 'It has members of NocoBase’s own.',
      },
      { id: '3', kind: 'of-a-newer-server', userId: '9', reason: '', message: '' },
    ];
    const app = appAnswering({ 'wecomDirectory:results': () => rows });
    show(<ResultsTable app={app} run={run()} />);
    await screen.findByText('李娜 (lina)');
    expect(cellsOf('李娜 (lina)')).toEqual(['Failed', '李娜 (lina)', '', 'The phone number belongs to “Wang”.']);
    expect(cellsOf('15')).toEqual(['Department kept', '15', '', 'It has members of NocoBase’s own.']);
    expect(cellsOf('9')).toEqual(['of-a-newer-server', '', '9', '']);
    expect(app.requests.at(-1)?.params).toMatchObject({ run: '1', page: 1 });
  });

  it('of an earlier run are shown by a click', async () => {
    const earlier = run({ id: '5', trigger: 'schedule', counts: { members: 9, made: 2, changed: 3, failed: 1 } });
    const onShow = jest.fn();
    show(<RunsTable app={appAnswering({ 'wecomDirectory:runs': () => [earlier] })} source="company" onShow={onShow} />);
    await screen.findByText('By schedule');
    expect(cellsOf('By schedule').slice(1, 7)).toEqual(['By schedule', 'Done', '9', '2', '3', '1']);
    await press('Show');
    expect(onShow).toHaveBeenCalledWith(earlier);
  });
});
