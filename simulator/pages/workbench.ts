/** `/workbench`: stands for the Workbench tab of the client. Choose who you are and open an app. */
import { type App, findApp } from '../corp';
import { type Reply, redirectReply, type SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { USER_AGENTS } from '../user-agents';
import {
  clientCookie,
  currentPerson,
  findPerson,
  hasWeComUserAgent,
  memberCookie,
  type Person,
  quickCookie,
  staysBrowser,
} from './client';
import { type Html, html } from './html';
import { both, messagePage, page } from './layout';
import { avatar, peopleList } from './people';
import { tabBar } from './tab-bar';

/** Nobody chosen yet: the first active member. */
export const personAtWorkbench = (request: SimRequest, state: SimulatorState): Person | undefined =>
  currentPerson(request, state) ??
  findPerson(state, state.corp.directory.members().find(({ status }) => status === 1)?.userid);

function appTile(app: App): Html {
  const face = html`<span class="tile-icon tone-${app.agentId % 6}" aria-hidden="true">${app.name.slice(0, 1)}</span><span>${app.name}</span>`;
  if (app.closed || !app.homeUrl) {
    return html`<span class="tile off" data-testid="app-${app.agentId}">${face}<small>${app.closed ? '已停用 disabled' : '未设置主页 no home link'}</small></span>`;
  }
  return html`<a class="tile" href="/workbench/open?agentid=${app.agentId}" data-testid="app-${app.agentId}">${face}</a>`;
}

function clientPanel(request: SimRequest): Html {
  if (hasWeComUserAgent(request)) {
    return html`<section class="card" data-testid="in-wecom"><h2>${both('已在企业微信中', 'You are in WeCom')}</h2>
<p>${both('打开应用会经过网页授权静默登录。', 'Opening the app signs you in silently by the OAuth link.')}</p></section>`;
  }
  const isOff = staysBrowser(request);
  return html`<section class="card">
<h2>${both('这是普通浏览器', 'This is a plain browser')}</h2>
<p>${both(
    '打开开关后，从工作台打开应用时，登录页会像企业微信桌面端的快捷登录那样自动确认。',
    'Switched on, the login page confirms by itself when the app is opened from here, like the quick login of a running desktop client.',
  )}</p>
<p><a class="switch ${isOff ? 'off' : 'on'}" role="switch" aria-checked="${isOff ? 'false' : 'true'}" href="/workbench?client=${isOff ? 'wecom' : 'browser'}" data-testid="pretend-wecom"><span class="knob" aria-hidden="true"></span><span>${both('扮演企业微信客户端', 'Pretend to be the WeCom client')}</span></a></p>
<details><summary>${both('体验真正的网页授权（修改 User-Agent）', 'Try the real OAuth link (set the User-Agent)')}</summary>
<p>${both(
    '应用按 User-Agent 判断是否在企业微信中。在开发者工具 → 更多工具 → 网络状况里填入：',
    'Apps look at the User-Agent. In the developer tools, More tools, Network conditions, set:',
  )}</p>
<pre data-testid="user-agent"><code>${USER_AGENTS.wecomAndroid}</code></pre>
<p>${both('或另开一个浏览器：', 'Or start another browser:')}</p>
<pre><code>chromium --user-data-dir=/tmp/wecom --user-agent="${USER_AGENTS.wecomAndroid}" http://${request.headers.host ?? '127.0.0.1:7080'}/workbench</code></pre></details>
</section>`;
}

export function workbenchPage(request: SimRequest, state: SimulatorState): Reply {
  const chosen = findPerson(state, request.query.get('sim_member'));
  const client = request.query.get('client');
  if (chosen) return redirectReply('/workbench', [memberCookie(chosen.id)]);
  if (client) return redirectReply('/workbench', [clientCookie(client === 'wecom')]);

  const person = personAtWorkbench(request, state);
  return page(
    { title: '工作台', titleEn: 'Workbench', width: 'wide' },
    html`<div class="desk">
<section class="phone" data-testid="workbench">
<header><h1>工作台 <small lang="en">Workbench</small></h1><span>${state.corp.name}</span></header>
${person && html`<p class="person-head" data-testid="current-person">${avatar(person.name)}<span><strong>${person.name}</strong><small>${person.id}</small></span></p>`}
<nav class="tiles" aria-label="应用 Apps">${state.corp.apps.map(appTile)}</nav>
${tabBar('/workbench')}
</section>
<div class="side">
${clientPanel(request)}
<section class="card"><h2>${both('你是谁？', 'Who are you?')}</h2>
${peopleList(request, state, {
  linkOf: (id) => `/workbench?sim_member=${encodeURIComponent(id)}`,
  currentId: person?.id,
})}
</section>
</div>
</div>`,
  );
}

/** A page of the app, at the address where a plain browser that plays the client finds it. */
export function asSeenByClient(url: string, { homeUrl, clientOrigin }: App, request: SimRequest): string {
  const { origin } = new URL(url);
  if (!homeUrl || !clientOrigin || hasWeComUserAgent(request) || origin !== new URL(homeUrl).origin) return url;
  return url.replace(origin, clientOrigin);
}

/** Opens the home link of an app, as a tap in the Workbench does. */
export function workbenchOpen(request: SimRequest, state: SimulatorState): Reply {
  const app = findApp(state.corp, Number(request.query.get('agentid')));
  if (!app?.homeUrl || app.closed) {
    return messagePage(
      'error',
      'no-home-link',
      ['应用没有主页', 'The app has no home link'],
      html`<p><a class="button quiet" href="/workbench">${both('返回工作台', 'Back to the Workbench')}</a></p>`,
    );
  }
  const cookies = openingCookies(request, personAtWorkbench(request, state));
  return redirectReply(asSeenByClient(app.homeUrl, app, request), cookies);
}

/** Who opens a link in the client is known to it; a plain browser plays the client from then on, unless told otherwise. */
export function openingCookies(request: SimRequest, person: Person | undefined): string[] {
  const cookies = person ? [memberCookie(person.id)] : [];
  if (!hasWeComUserAgent(request) && !staysBrowser(request)) cookies.push(clientCookie(true), quickCookie(true));
  return cookies;
}
