/** @jest-environment jsdom */
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { CopyButton } from '../copy-button';
import { CheckSettings } from '../settings/check-settings';
import { ConsoleLinks } from '../settings/console-links';
import type { SettingsRecord } from '../settings/form-binding';
import { OriginWarnings } from '../settings/origin-warnings';
import { VerifyFileHelp } from '../settings/verify-file-help';
import { prepareBrowser } from './support/browser';
import { fakeApp } from './support/fake-app';

const HERE = 'http://localhost';
const record = (options: SettingsRecord['options'], saved = true): SettingsRecord => ({
  name: 'wecom',
  saved,
  options,
});
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })));
const alerts = () =>
  screen.queryAllByRole('alert').map((alert) => alert.querySelector('.ant-alert-message')?.textContent);
const values = () => screen.getAllByRole('textbox').map((box) => (box as HTMLInputElement).value);

beforeAll(() => prepareBrowser());
afterEach(cleanup);

describe('warnings about the origin', () => {
  it.each([
    [HERE, ['The origin does not use https.']],
    ['https://crm.example.com', [`Origin differs from the address in your browser, ${HERE}.`]],
    [
      'http://crm.example.com',
      [`Origin differs from the address in your browser, ${HERE}.`, 'The origin does not use https.'],
    ],
    ['{{ $env.ORIGIN }}', []],
    ['not yet an addr', []],
    [undefined, []],
  ])('%s', (origin, expected) => {
    render(<OriginWarnings origin={origin} />);
    expect(alerts()).toEqual(expected);
  });
});

describe('what to paste into the console', () => {
  const show = (options: SettingsRecord['options']) =>
    render(<ConsoleLinks app={fakeApp()} record={record(options)} />);

  it('is one link and the domain twice, each with its button', () => {
    show({ origin: 'https://crm.example.com:8443' });
    expect(values()).toEqual([
      'https://crm.example.com:8443/api/wecom:authorize?authenticator=wecom',
      'crm.example.com:8443',
      'crm.example.com:8443',
    ]);
    expect(screen.getAllByRole('button', { name: 'Copy' })).toHaveLength(3);
  });

  it('says with automatic login that plain page links work too', () => {
    show({ origin: HERE });
    expect(screen.queryByText(/any page link of NocoBase works too/)).toBeNull();
    show({ origin: HERE, public: { autoLogin: true } });
    expect(screen.getByText(/any page link of NocoBase works too/)).toBeTruthy();
  });

  it('says when the address of the browser stands in for a variable', () => {
    show({ origin: '{{ $env.ORIGIN }}' });
    expect(values()).toEqual([`${HERE}/api/wecom:authorize?authenticator=wecom`, 'localhost', 'localhost']);
    expect(screen.getByText('Origin is a variable, so the address in your browser is shown here.')).toBeTruthy();
  });
});

describe('the help for the verification file', () => {
  it('has lines for the very file, and nothing to say without one', () => {
    const { container } = render(<VerifyFileHelp file="WW_verify_" />);
    expect(container.textContent).toBe('');
    render(<VerifyFileHelp file=" WW_verify_a1B2c3D4e5F6g7H8.txt " />);
    fireEvent.click(screen.getByText('If a web server in front of NocoBase serves the pages'));
    const [nginx, caddy] = values();
    expect(nginx).toContain('location = /WW_verify_a1B2c3D4e5F6g7H8.txt {');
    expect(caddy).toContain('respond "a1B2c3D4e5F6g7H8" 200');
  });
});

describe('“Check settings”', () => {
  const FINDINGS = [
    { check: 'clock', status: 'ok', message: 'The clock is right.', data: { errcode: 1 } },
    {
      check: 'credentials',
      status: 'failed',
      message: 'Not trusted.',
      hint: 'Add it.',
      data: { copy: '203.0.113.7', errcode: 60020 },
    },
  ];

  it('tries what is typed in, and shows what needs attention first', async () => {
    const options = { corpId: 'ww1', secret: '********' };
    const app = fakeApp({ answer: () => FINDINGS });
    render(<CheckSettings app={app} record={record(options)} />);
    await press('Check settings');
    expect(app.requests).toEqual([
      { url: 'wecom:checkSettings', method: 'post', data: { authenticator: 'wecom', options }, skipNotify: true },
    ]);
    const shown = screen.getByRole('status');
    await waitFor(() => expect(shown.textContent).not.toBe(''));
    expect(shown.textContent).toBe('Not trusted.Add it.203.0.113.7errcode 60020The clock is right.');
    expect(screen.getAllByRole('img').map((icon) => icon.getAttribute('aria-label'))).toEqual(
      expect.arrayContaining(['Failed', 'OK']),
    );
  });

  it('forgets what it has found when the settings are changed', async () => {
    const found = [{ check: 'credentials', status: 'ok', message: 'WeCom accepts them.' }];
    const app = fakeApp({ answer: () => found });
    const { rerender } = render(<CheckSettings app={app} record={record({ secret: 'right' })} />);
    await press('Check settings');
    const shown = screen.getByRole('status');
    expect(shown.textContent).toBe('WeCom accepts them.');
    rerender(<CheckSettings app={app} record={record({ secret: 'another' })} />);
    expect(shown.textContent).toBe('');
  });

  it('checks once, however often somebody clicks until the answer comes', async () => {
    const app = fakeApp({ answer: () => new Promise(() => undefined) });
    render(<CheckSettings app={app} record={record({})} />);
    await press('Check settings');
    await act(async () => void fireEvent.click(screen.getByRole('button')));
    expect(app.requests).toHaveLength(1);
  });

  it('does not name an authenticator that is not saved yet', async () => {
    const app = fakeApp({ answer: () => [] });
    render(<CheckSettings app={app} record={record({}, false)} />);
    await press('Check settings');
    expect(app.requests[0]?.data).toEqual({ options: {} });
  });

  it.each([
    ['the server does not answer', () => Promise.reject(new Error('offline'))],
    ['something else answers in its place', () => '<html>'],
  ])('says so when %s', async (_why, answer) => {
    render(<CheckSettings app={fakeApp({ answer })} record={record({})} />);
    await press('Check settings');
    await waitFor(() => expect(alerts()).toEqual(['The check could not be run. Please try again.']));
  });
});

describe('a copy button', () => {
  const clipboard = (writeText: () => Promise<void>) =>
    Object.defineProperty(window.navigator, 'clipboard', { value: { writeText }, configurable: true });
  const selection = (works: boolean) => {
    document.execCommand = jest.fn(() => works);
  };
  const refuse = () => Promise.reject(new Error('not on http'));

  it('shows the text where it cannot be copied, so that a hand can', async () => {
    clipboard(refuse);
    selection(false);
    render(<CopyButton text="value" label="Copy" />);
    await press('Copy');
    expect(screen.getByRole('button').textContent).toBe('Please select the text and copy it by hand');
    expect(values()).toEqual(['value']);
  });

  it.each([
    ['by the clipboard', async () => undefined, false],
    ['by a selection, where there is no clipboard', refuse, true],
  ])('copies %s', async (_way, writeText, selectionWorks) => {
    jest.useFakeTimers();
    clipboard(writeText);
    selection(selectionWorks);
    render(<CopyButton text="value" label="Copy" />);
    screen.getByRole('button').focus();
    await press('Copy');
    expect(document.activeElement).toBe(screen.getByRole('button'));
    expect(screen.getByRole('button').textContent).toBe('Copied');
    expect(screen.queryByRole('textbox')).toBeNull();
    act(() => void jest.advanceTimersByTime(3_000));
    expect(screen.getByRole('button').textContent).toBe('Copy');
    jest.useRealTimers();
  });
});
