/** `/wwlogin/sso/login` and the older `/wwopen/sso/qrConnect`: scan as somebody, or confirm as a running client would. */
import { isVisible } from '../corp';
import { type Reply, redirectReply, type SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { currentPerson, findPerson, type Person, playsWeCom, quickCookie, wantsQuickLogin } from './client';
import { html } from './html';
import { both, messagePage, page } from './layout';
import { isPanel, panelPage } from './panel';
import { avatar, peopleList } from './people';
import { qrCode } from './qr';
import { redirectBack } from './redirect-back';
import { type LoginPage, readWebLoginLink, type WebLoginLink } from './web-login-link';

/** What the pages of people to choose from lead to. */
export const CONFIRM_PATHS: Record<LoginPage, string> = {
  wwlogin: '/wwlogin/sso/confirm',
  qrConnect: '/wwopen/sso/qrConfirm',
};

type Page = (request: SimRequest, state: SimulatorState) => Reply;

const DOMAIN_PROBLEM: Record<LoginPage, [zh: string, en: string]> = {
  wwlogin: [
    'redirect_uri 与配置的授权完成回调域名不一致',
    'redirect_uri does not match the configured callback domain',
  ],
  qrConnect: ['该链接无法访问', 'This link cannot be opened'],
};

const problemPage = (kind: LoginPage, problem: 'domain' | 'parameter', query: URLSearchParams): Reply =>
  problem === 'domain'
    ? messagePage(
        'error',
        'domain-error',
        DOMAIN_PROBLEM[kind],
        html`<dl class="facts"><dt>redirect_uri</dt><dd><code>${query.get('redirect_uri') ?? '—'}</code></dd></dl>
<p class="note">${both('请检查应用的“企业微信授权登录 → 授权回调域”或“可信域名”，端口也须一致。', 'Check the callback domain or the trusted domain of the app; the port counts.')}</p>`,
      )
    : messagePage(
        'error',
        'param-error',
        ['参数错误，该链接无法访问', 'Wrong parameter, this link cannot be opened'],
        html`<p>${both('请检查 login_type、appid、agentid 与 redirect_uri。', 'Check login_type, appid, agentid and redirect_uri.')}</p>`,
      );

function confirm(state: SimulatorState, link: WebLoginLink, person: Person): Reply {
  if (
    'member' in person &&
    state.corp.webLoginInvisible === 'refuse' &&
    !isVisible(state.corp, link.app, person.member)
  ) {
    return messagePage(
      'error',
      'not-visible',
      ['你没有权限使用该应用', 'You may not use this app'],
      html`<p>${both('请联系管理员。', 'Please ask the administrator.')}</p>`,
    );
  }
  const code = state.mintCode(person.who, link.app.agentId, 'web_login', link.redirectHost);
  return redirectReply(redirectBack(link.redirectUri, { code, state: link.state, appid: state.corp.corpId }), [
    quickCookie(false),
  ]);
}

const cancelledPage = (): Reply =>
  messagePage(
    'info',
    'cancelled',
    ['你已取消登录', 'You cancelled'],
    html`<p>${both('可以关闭此页面。', 'You may close this page.')}</p>`,
  );

/** What happens on the phone after scanning. */
export const webLoginConfirm =
  (kind: LoginPage): Page =>
  (request, state) => {
    const link = readWebLoginLink(kind, request.query, state);
    if (typeof link === 'string') return problemPage(kind, link, request.query);
    const choice = request.query.get('sim_choice');
    if (choice === null || choice === '') {
      if (state.corp.webLoginCancel === 'stay') return cancelledPage();
      return redirectReply(redirectBack(link.redirectUri, { state: link.state }));
    }
    const person = findPerson(state, choice);
    return person ? confirm(state, link, person) : problemPage(kind, 'parameter', request.query);
  };

export const webLoginPage =
  (kind: LoginPage): Page =>
  (request, state) => {
    const link = readWebLoginLink(kind, request.query, state);
    if (typeof link === 'string') return problemPage(kind, link, request.query);
    const person = currentPerson(request, state);
    const panel = isPanel(request);
    if (!panel && person && playsWeCom(request) && wantsQuickLogin(request)) return confirm(state, link, person);

    const linkOf = (id: string): string => {
      const query = new URLSearchParams(request.query);
      query.set('sim_choice', id);
      return `${CONFIRM_PATHS[kind]}?${query}`;
    };
    const quick =
      person && playsWeCom(request)
        ? html`<div class="quick">${avatar(person.name)}<div><strong>${person.name}</strong><small>${both('检测到企业微信客户端', 'WeCom client found')}</small></div>
<a class="button quick-button" href="${linkOf(person.id)}" data-testid="quick-login">${both('快捷登录', 'Quick login')}</a></div>`
        : '';
    const code = qrCode(
      `${request.headers.host ?? 'wecom'}/wwlogin/sso/qr?key=${link.state.slice(0, 24)}${link.app.agentId}`,
    );
    const people = peopleList(request, state, { linkOf, firstId: person?.id });
    if (panel) return panelPage({ code, quick, people, cancel: linkOf('') });
    return page(
      { title: '企业微信登录', titleEn: 'Sign in with WeCom', width: 'wide' },
      html`<section class="card login" data-testid="web-login">
<div class="scan">
<h1>${both('企业微信登录', 'Sign in with WeCom')}</h1>
${code}
<p>${both('请使用企业微信扫描二维码登录', 'Scan with WeCom to sign in to')}<br><strong>${link.app.name}</strong><br><small>${link.redirectHost}</small></p>
</div>
<div class="scan-as">
${quick}
<h2>${both('模拟扫码，以谁的身份？', 'Scan as whom?')}</h2>
${people}
<p class="buttons"><a class="button quiet" href="${linkOf('')}" data-testid="cancel">${both('取消', 'Cancel')}</a></p>
</div>
</section>`,
    );
  };
