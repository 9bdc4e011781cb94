/** @jest-environment jsdom */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { prepareBrowser } from '../../__tests__/support/browser';
import { refusal } from '../../__tests__/support/fake-app';
import { DirectoryTab } from '../directory-tab';
import type { Run } from '../requests';
import { appAnswering, button, press, run, show, source } from './support';

beforeAll(() => prepareBrowser());
afterEach(cleanup);

function present(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}
const isPrimary = (name: string) => button(name).className.includes('ant-btn-primary');
const count = (name: string) => screen.getByTestId('counts').querySelector(`[data-count="${name}"] dd`)?.textContent;

describe('without a source', () => {
  it('says where to add one', async () => {
    show(<DirectoryTab app={appAnswering({})} />);
    const link = (await screen.findByText('Open “Synchronize”')).closest('a');
    expect(link?.getAttribute('href')).toBe('/v/admin/settings/users-permissions/sync');
  });

  it('says which plugin is missing', async () => {
    const app = appAnswering({});
    app.pm.get = (() => undefined) as never;
    show(<DirectoryTab app={app} />);
    await screen.findByText('Enable the plugin “User data synchronization” first.');
    expect(document.querySelector('a')).toBeNull();
  });
});

it('a list that cannot be had is told and asked for again', async () => {
  let isDown = true;
  const sources = () => {
    if (isDown) throw refusal('WECOM_FAILED', { message: 'The database is gone.' }, 500);
    return [source()];
  };
  show(<DirectoryTab app={appAnswering({ 'wecomDirectory:sources': sources })} />);
  await screen.findByText('The database is gone.');
  isDown = false;
  await press('Try again');
  await waitFor(() => button('Preview'));
});

describe('the first time', () => {
  it('looking comes before doing, and nothing is asked for until a click', async () => {
    const app = appAnswering({ 'wecomDirectory:sources': () => [source()] });
    show(<DirectoryTab app={app} />);
    await screen.findByText(/^Nothing has been synchronised yet/);
    expect([isPrimary('Preview'), isPrimary('Synchronise now')]).toEqual([true, false]);
    expect(app.posted).toEqual([]);
  });

  it('a preview goes on until its numbers are there, also over an answer that is lost', async () => {
    const preview = { kind: 'preview' as const, state: 'running' as const };
    const answers: (Run | Error)[] = [
      run({ ...preview, stage: 'reading' }),
      refusal('', { message: '' }, 502),
      run({ ...preview, stage: 'planning' }),
      run({ ...preview, state: 'done', counts: { members: 312, departments: 24, known: 280, made: 29, waiting: 3 } }),
    ];
    const app = appAnswering({
      'wecomDirectory:sources': () => [source()],
      'wecomDirectory:preview': () => ({ run: '1' }),
      'wecomDirectory:progress': () => {
        const next = answers.shift();
        if (next instanceof Error) throw next;
        return next;
      },
    });
    show(<DirectoryTab app={app} pollMs={1} />);
    await press('Preview');
    await waitFor(() => expect(count('members')).toBe('312'));
    expect(['departments', 'known', 'made', 'waiting'].map(count)).toEqual(['24', '280', '29', '3']);
    expect(app.posted).toEqual([['wecomDirectory:preview', { source: 'company' }]]);
    expect(answers).toEqual([]);
    screen.getByText('Preview: nothing was changed');
    expect([isPrimary('Preview'), isPrimary('Synchronise now')]).toEqual([false, true]);
  });
});

it('a run that goes on shows its stage, and nothing else can be begun', async () => {
  const running = run({ state: 'running', stage: 'members', done: 50, total: 200, finishedAt: undefined });
  const app = appAnswering({
    'wecomDirectory:sources': () => [source({ running })],
    'wecomDirectory:progress': () => running,
  });
  show(<DirectoryTab app={app} pollMs={60_000} />);
  await screen.findByText('Writing users');
  screen.getByText('50 of 200');
  for (const name of ['Preview', 'Synchronise now']) {
    expect(button(name).disabled).toBe(true);
  }
});

it('the sentence of a refusal stands there', async () => {
  const app = appAnswering({
    'wecomDirectory:sources': () => [source({ last: run() })],
    'wecomDirectory:run': () => {
      throw refusal('WECOM_LINK_CONFLICT', { message: 'Another synchronisation is going on.' }, 409);
    },
  });
  show(<DirectoryTab app={app} />);
  await press('Synchronise now');
  await screen.findByText('Another synchronisation is going on.');
});

it('a source that is not enabled cannot be run, and says so', async () => {
  show(<DirectoryTab app={appAnswering({ 'wecomDirectory:sources': () => [source({ enabled: false })] })} />);
  await screen.findByText('This source is not enabled on the page “Synchronize”.');
  expect(button('Preview').disabled).toBe(true);
});

it('of several sources one is chosen, and its own run is shown', async () => {
  const failed = run({ id: '2', source: 'second', state: 'failed', message: 'WeCom did not answer.' });
  const sources = () => [source(), source({ name: 'second', last: failed })];
  show(<DirectoryTab app={appAnswering({ 'wecomDirectory:sources': sources })} />);
  fireEvent.mouseDown(await waitFor(() => present('input[aria-label="Source"]')));
  fireEvent.click(await screen.findByTitle('second'));
  await screen.findByText('WeCom did not answer.');
});

it('S-63 nobody is marked as left before an administrator has seen names and said so', async () => {
  const waiting = run({ state: 'waiting', message: '40 of 100 links would be marked as left.' });
  const app = appAnswering({
    'wecomDirectory:sources': () => [source({ last: waiting })],
    'wecomDirectory:results': ({ params }) =>
      params.kind === 'leaving'
        ? [{ id: '1', kind: 'leaving', memberId: 'lina', memberName: '李娜', reason: 'left', message: '' }]
        : [],
    'wecomLinks:confirmLeavers': () => ({ run: '2' }),
    'wecomDirectory:progress': () => run({ id: '2', trigger: 'leavers', counts: { left: 40 } }),
  });
  show(<DirectoryTab app={app} />);
  await screen.findByText('40 of 100 links would be marked as left.');
  await press('They have left');
  const dialog = await waitFor(() => present('.ant-modal'));
  within(dialog).getByText('李娜 (lina)');
  expect(app.posted).toEqual([]);
  await press('Yes, they have left');
  await waitFor(() => expect(app.posted).toEqual([['wecomLinks:confirmLeavers', { run: '1' }]]));
  await waitFor(() => expect(count('left')).toBe('40'));
});
