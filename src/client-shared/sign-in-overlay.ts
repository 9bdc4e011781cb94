import type { ClientApp } from './client-app';
import { translator } from './translate';

type Options = { giveUpMs: number; start: () => void };

/**
 * Covers the still empty page with "Signing in with WeCom" while the browser leaves for WeCom. It resolves, and the
 * client goes on as if nothing had been tried, when the person skips, when WeCom takes too long, or when the browser
 * brings this page back from its history. Plain DOM: React has not rendered yet.
 */
export function showSignInOverlay(app: ClientApp, { giveUpMs, start }: Options): Promise<void> {
  const t = translator(app);
  const overlay = document.createElement('div');
  overlay.id = 'wecom-signing-in';
  overlay.style.cssText =
    'position:fixed;top:0;right:0;bottom:0;left:0;z-index:10000;display:flex;flex-direction:column;align-items:center;' +
    'justify-content:center;padding:24px;background:#fff;color:#1f1f1f;font:16px/1.5 system-ui,sans-serif;text-align:center';
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  status.textContent = t('Signing in with WeCom…');
  const skip = document.createElement('button');
  skip.type = 'button';
  skip.style.cssText =
    'margin-top:16px;padding:8px 16px;border:1px solid #8c8c8c;border-radius:6px;background:transparent;color:inherit;font:inherit;cursor:pointer';
  skip.textContent = t('Use another way to sign in');
  overlay.append(status, skip);
  document.body.append(overlay);

  return new Promise((resolve) => {
    const goOn = () => {
      window.clearTimeout(timer);
      window.removeEventListener('pageshow', broughtBack);
      overlay.remove();
      resolve();
    };
    const broughtBack = (event: PageTransitionEvent) => {
      if (event.persisted) goOn();
    };
    const timer = window.setTimeout(goOn, giveUpMs);
    skip.addEventListener('click', () => {
      window.stop();
      goOn();
    });
    window.addEventListener('pageshow', broughtBack);
    start();
  });
}
