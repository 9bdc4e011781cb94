/** @jest-environment jsdom */
import { showSignInOverlay } from '../sign-in-overlay';
import { fakeApp } from './support/fake-app';

beforeEach(() => {
  jest.useFakeTimers();
  window.stop = jest.fn();
});
afterEach(() => jest.useRealTimers());

function show() {
  const start = jest.fn();
  const shown = showSignInOverlay(fakeApp(), { giveUpMs: 8_000, start });
  return { start, shown, overlay: document.getElementById('wecom-signing-in') };
}

describe('the overlay of automatic login', () => {
  it('says what is going on, leaves for WeCom, and goes away when WeCom does not answer in time', async () => {
    const { start, shown, overlay } = show();
    expect(overlay?.querySelector('[role=status]')?.textContent).toBe('Signing in with WeCom…');
    expect(start).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(8_000);
    expect(await shown).toBe(false);
    expect(window.stop).toHaveBeenCalled();
    expect(document.getElementById('wecom-signing-in')).toBeNull();
  });

  it('lets the person go another way at once, and stops the navigation', async () => {
    const { shown, overlay } = show();
    overlay?.querySelector('button')?.click();
    expect(await shown).toBe(true);
    expect(window.stop).toHaveBeenCalled();
    expect(document.getElementById('wecom-signing-in')).toBeNull();
  });

  it('offers that only when WeCom does not answer at once', () => {
    const { overlay } = show();
    const button = overlay?.querySelector('button');
    expect(button?.style.visibility).toBe('hidden');
    jest.advanceTimersByTime(1_500);
    expect(button?.style.visibility).toBe('visible');
  });

  it('goes away when the browser brings the page back from its history', async () => {
    const { shown } = show();
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await shown;
    expect(document.getElementById('wecom-signing-in')).toBeNull();
  });
});
