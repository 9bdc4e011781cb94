/** `/connect/oauth2/authorize`: the page WeCom's own browser opens, mostly without being seen. */
import { isVisible, type Member } from '../corp';
import { type Reply, redirectReply, type SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { type AuthorizeLink, readAuthorizeLink } from './authorize-link';
import { currentPerson, hasWeComUserAgent, memberCookie, type Person, playsWeCom } from './client';
import { consentDecision, consentPage, refusedPage } from './consent';
import { html } from './html';
import { both, messagePage, page } from './layout';
import { peopleList } from './people';
import { redirectBack } from './redirect-back';

const openInWeComPage = (): Reply =>
  messagePage(
    'info',
    'open-in-wecom',
    ['请在企业微信客户端打开链接', 'Please open this link in the WeCom client'],
    html`<p>${both(
      '此链接只能在企业微信（或微信）里打开，普通浏览器请使用扫码登录。',
      'This link works in WeCom (or WeChat) only; other browsers sign in by QR code.',
    )}</p>
<p><a class="button quiet" href="/workbench" data-testid="go-workbench">${both('让本浏览器扮演企业微信', 'Let this browser play the WeCom client')}</a></p>`,
  );

const notVisiblePage = (member: Member): Reply =>
  messagePage(
    'error',
    'not-visible',
    ['成员不在应用可见范围内', 'Member is not in the visible range of the app'],
    html`<p>${both(
      `${member.name} 不在该应用的可见范围内，请联系管理员。`,
      `${member.name} may not use this app. Please ask the administrator.`,
    )}</p>`,
  );

/** WeCom's own address for links it refuses. */
function problemReply(problem: string, query: URLSearchParams): Reply {
  const type = problem === 'domain' ? 'domain_err' : 'param_err';
  const parameters = new URLSearchParams({ err_type: type, uri: query.get('redirect_uri') ?? '' });
  parameters.set(
    problem === 'domain' ? 'agentid' : 'sim_reason',
    problem === 'domain' ? (query.get('agentid') ?? '') : problem,
  );
  return redirectReply(`/wwopen/uriconfirm?${parameters}`);
}

const whoAreYouPage = (request: SimRequest, state: SimulatorState): Reply =>
  page(
    { title: '你是谁？', titleEn: 'Who are you?' },
    html`<section class="card" data-testid="who-are-you">
<h1>${both('你是谁？', 'Who are you?')}</h1>
<p>${both('真正的企业微信知道是谁在用它；请选择你要扮演的人。', 'The real client knows who uses it; please choose who you are.')}</p>
${peopleList(request, state, {
  linkOf: (id) => {
    const query = new URLSearchParams(request.query);
    query.set('sim_member', id);
    return `${request.path}?${query}`;
  },
})}
</section>`,
  );

function authorizePerson(request: SimRequest, state: SimulatorState, link: AuthorizeLink, person: Person): Reply {
  const cookies = request.query.has('sim_member') ? [memberCookie(person.id)] : [];
  let { scope } = link;
  if ('outsider' in person) scope = 'snsapi_base';
  if (scope === 'snsapi_privateinfo' && link.app && 'member' in person) {
    const { app } = link;
    const { member } = person;
    if (!isVisible(state.corp, app, member)) return notVisiblePage(member);
    const decision = consentDecision(request);
    if (decision === 'refuse') {
      if (state.corp.consentRefusal === 'redirect')
        return redirectReply(redirectBack(link.redirectUri, { state: link.state }));
      return refusedPage(request);
    }
    if (Array.isArray(decision)) state.consents.give(member.userid, app.agentId, decision);
    else if (state.consents.isAskedAgain(member.userid, app.agentId)) return consentPage(request, state, app, member);
  }
  const code = state.mintCode(person.who, link.app?.agentId ?? null, scope, link.redirectHost);
  return redirectReply(redirectBack(link.redirectUri, { code, state: link.state }), cookies);
}

/** Silent for snsapi_base; snsapi_privateinfo asks once in 30 days. @see document path 91335 */
export function authorizePage(request: SimRequest, state: SimulatorState): Reply {
  if (!hasWeComUserAgent(request) && !playsWeCom(request)) return openInWeComPage();
  const link = readAuthorizeLink(request.query, state);
  if (typeof link === 'string') return problemReply(link, request.query);
  const person = currentPerson(request, state);
  return person ? authorizePerson(request, state, link, person) : whoAreYouPage(request, state);
}
