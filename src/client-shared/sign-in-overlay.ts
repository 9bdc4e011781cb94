import type { ClientApp } from './client-app';
import { translator } from './translate';
import { ICON_SHAPES } from './wecom-icon-shapes';

type Options = { giveUpMs: number; start: () => void };

/** WeCom usually answers at once; a button that only flickers would be no help. In ms. */
const SLOW_MS = 1_500;

/**
 * Covers the still empty page with "Signing in with WeCom" while the browser leaves for WeCom. It resolves, and the
 * client goes on as if nothing had been tried, when the person skips, when WeCom takes too long, or when the browser
 * brings this page back from its history.
 *
 * @returns whether the person asked for another way
 */
export function showSignInOverlay(app: ClientApp, { giveUpMs, start }: Options): Promise<boolean> {
  const { overlay, skip } = drawOverlay(app);
  document.body.append(overlay);

  return new Promise((resolve) => {
    const goOn = (wantsAnotherWay = false) => {
      window.clearTimeout(slow);
      window.clearTimeout(giveUp);
      window.removeEventListener('pageshow', broughtBack);
      overlay.remove();
      resolve(wantsAnotherWay);
    };
    const broughtBack = (event: PageTransitionEvent) => {
      if (event.persisted) goOn();
    };
    const slow = window.setTimeout(() => {
      skip.style.visibility = 'visible';
    }, SLOW_MS);
    /** A late answer must not take the page away from whoever is using it by then. */
    const stay = (wantsAnotherWay: boolean) => {
      window.stop();
      goOn(wantsAnotherWay);
    };
    const giveUp = window.setTimeout(() => stay(false), giveUpMs);
    skip.addEventListener('click', () => stay(true));
    window.addEventListener('pageshow', broughtBack);
    start();
  });
}

const COLUMN =
  'position:fixed;top:0;right:0;bottom:0;left:0;z-index:10000;box-sizing:border-box;display:flex;flex-direction:column;' +
  'align-items:center;padding:12vh 20px 32px;background:#fff;color:#1f1f1f;font:16px/1.5 system-ui,sans-serif;text-align:center';
const TITLE = 'margin:16px 0;font-size:24px;font-weight:600;line-height:1.3';
const SPINNER = 'width:20px;height:20px;border:3px solid #d6e4ff;border-top-color:#1677ff;border-radius:50%';
const BUTTON =
  'visibility:hidden;margin-top:32px;padding:8px 16px;border:1px solid #8c8c8c;border-radius:6px;background:transparent;color:inherit;font:inherit;cursor:pointer';

/** Looks like the callback page, which follows; but in plain DOM, since React has not rendered yet. */
function drawOverlay(app: ClientApp) {
  const t = translator(app);
  const overlay = element('div', COLUMN);
  overlay.id = 'wecom-signing-in';
  const title = element('div', TITLE);
  title.setAttribute('role', 'status');
  title.textContent = t('Signing in with WeCom…');
  const spinner = element('div', SPINNER);
  const skip = element('button', BUTTON);
  skip.type = 'button';
  skip.textContent = t('Use another way to sign in');
  overlay.append(drawIcon(48), title, spinner, skip);
  spinner.animate?.([{ transform: 'rotate(0)' }, { transform: 'rotate(360deg)' }], { duration: 1000, iterations: 1e3 });
  return { overlay, skip };
}

function element<K extends 'div' | 'button'>(tag: K, style: string): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag);
  created.style.cssText = style;
  return created;
}

function drawIcon(size: number): SVGElement {
  const draw = (tag: string, attributes: object) => {
    const drawn = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) drawn.setAttribute(name, value);
    return drawn;
  };
  const icon = draw('svg', { width: String(size), height: String(size), viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  icon.append(...ICON_SHAPES.map(([tag, attributes]) => draw(tag, attributes)));
  return icon;
}
