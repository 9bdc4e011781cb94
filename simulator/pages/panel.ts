/** The web login page inside a page of the product: small, and what one confirms takes the whole window along. */
import type { Reply, SimRequest } from '../http';
import { type Html, html } from './html';
import { both, page } from './layout';

/** Asked for by the parameters of WeCom's own panel; the older page is small in any frame. */
export function isPanel({ query, headers }: SimRequest): boolean {
  return query.get('redirect_type') === 'top' || headers['sec-fetch-dest'] === 'iframe';
}

/** Answers the page around it, which wants to know whether the panel has come at all. */
const SCRIPT = `addEventListener('message', ({ data, source, origin }) => {
  try {
    if (JSON.parse(data).type !== 'ww-iframe-handle:init') return;
  } catch {
    return;
  }
  source.postMessage(JSON.stringify({ type: 'ww-iframe-handle:ready' }), origin);
});
`;

export const panelScript = (): Reply => ({
  status: 200,
  headers: { 'Content-Type': 'text/javascript; charset=utf-8' },
  body: SCRIPT,
});

interface Panel {
  code: Html;
  quick: Html | string;
  people: Html;
  cancel: string;
}

/** @see the frame that @wecom/jssdk 2.4.4 makes (`createWWLoginPanel`), 320 by 380 pixels */
export function panelPage({ code, quick, people, cancel }: Panel): Reply {
  const reply = page(
    {
      title: '企业微信登录',
      titleEn: 'Sign in with WeCom',
      width: 'panel',
      head: html`<base target="_top"><script src="/assets/panel.js" defer></script>`,
    },
    html`<section class="panel" data-testid="web-login">
<h1>${both('企业微信扫码登录', 'Scan with WeCom')}</h1>
${code}
${quick}
<h2>${both('模拟扫码，以谁的身份？', 'Scan as whom?')}</h2>
${people}
<p class="buttons"><a class="button quiet" href="${cancel}" data-testid="cancel">${both('取消', 'Cancel')}</a></p>
</section>`,
  );
  const policy = String(reply.headers['Content-Security-Policy']).replace("'none';", "'none'; script-src 'self';");
  return { ...reply, headers: { ...reply.headers, 'Content-Security-Policy': policy } };
}
