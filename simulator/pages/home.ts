/** `/`: what this is, what to type into the settings form, and what was asked lately. */
import type { App } from '../corp';
import type { Reply, SimRequest } from '../http';
import type { SimulatorState } from '../state';
import type { Call } from '../state/calls';
import { type Html, html } from './html';
import { both, page } from './layout';
import { avatar, badges, departmentNames } from './people';

const SHOWN_CALLS = 12;
const SHOWN_MEMBERS = 50;
const SECRET_PARAMETERS = ['access_token', 'corpsecret', 'code', 'state'];

const appFacts = (app: App): Html => html`<div class="app-facts"><h3>${app.name}</h3><dl class="facts">
<dt>AgentId</dt><dd><code>${app.agentId}</code></dd>
<dt>Secret</dt><dd><code>${app.secret}</code></dd>
<dt>可信域名 Trusted domain</dt><dd><code>${app.trustedDomain ?? '任意本机地址 any loopback host'}</code></dd>
<dt>应用主页 Home link</dt><dd>${app.homeUrl ? html`<code>${app.homeUrl}</code>` : '未设置 not set'}</dd>
<dt>通讯录字段 Directory fields</dt><dd>${app.createdAfter20220620 ? '隐藏手机号、邮箱等 phone, e-mail etc. hidden' : '包含手机号、邮箱 with phone and e-mail'}</dd>
</dl></div>`;

const peopleTable = ({ corp }: SimulatorState): Html => html`<div class="scroll" tabindex="0"><table><thead><tr>
<th>成员 Member</th><th>userid</th><th>部门 Department</th><th>手机 Phone</th><th>邮箱 E-mail</th></tr></thead>
<tbody>${corp.directory
  .members()
  .slice(0, SHOWN_MEMBERS)
  .map(
    (
      member,
    ) => html`<tr><td><span class="name">${avatar(member.name, 'small')}<span>${member.name} ${badges(corp, member)}</span></span></td>
<td><code>${member.userid}</code></td><td>${departmentNames(corp, member)}</td><td>${member.mobile || '—'}</td><td>${member.email || member.biz_mail || '—'}</td></tr>`,
  )}</tbody></table></div>`;

function maskedQuery(call: Call): string {
  const entries = Object.entries(call.query).map(
    ([key, value]) => `${key}=${SECRET_PARAMETERS.includes(key) && value ? `${value.slice(0, 4)}…` : value}`,
  );
  return entries.length > 0 ? `?${entries.join('&')}` : '';
}

const callsTable = (calls: Call[]): Html =>
  calls.length === 0
    ? html`<p>${both('还没有请求。', 'None yet.')}</p>`
    : html`<div class="scroll" tabindex="0"><table data-testid="recent-calls"><thead><tr><th>时间 Time</th><th>请求 Request</th><th>结果 Result</th></tr></thead>
<tbody>${calls.map(
        (call) => html`<tr><td>${new Date(call.time).toTimeString().slice(0, 8)}</td>
<td class="url"><code>${call.method} ${call.path}<small>${maskedQuery(call)}</small></code></td>
<td>${call.status || '…'}${call.errcode === undefined ? '' : html` <small>errcode ${call.errcode}</small>`}</td></tr>`,
      )}</tbody></table></div>`;

export function homePage(request: SimRequest, state: SimulatorState): Reply {
  const { corp } = state;
  const url = `http://${request.headers.host ?? '127.0.0.1'}`;
  // The newest entry is the request for this very page.
  const calls = state.calls
    .all()
    .filter(({ endpoint }) => endpoint !== 'home')
    .slice(-SHOWN_CALLS)
    .reverse();
  return page(
    { title: '企业微信模拟器', titleEn: 'WeCom simulator', width: 'wide' },
    html`<section class="card hero">
<h1>${both('企业微信模拟器', 'WeCom simulator')}</h1>
<p>${both(
      '本机上的企业微信替身：接口、网页授权、扫码登录和工作台，都可以在没有企业微信账号的情况下试用和测试。',
      'A stand-in for WeCom on this machine: its API, OAuth page, QR login and Workbench, to try and to test without a WeCom account.',
    )}</p>
<p class="buttons"><a class="button" href="/workbench" data-testid="go-workbench">${both('打开工作台', 'Open the Workbench')}</a>
<a class="button quiet" href="/inbox" data-testid="go-inbox">${both('消息', 'Messages')}</a>
<a class="button quiet" href="/people" data-testid="go-people">${both('通讯录', 'People')}</a>
<a class="button quiet" href="/events" data-testid="go-events">${both('事件', 'Events')}</a></p>
<ul class="steps">
<li>${both('扫码登录：在应用的登录页点击企业微信按钮，再选择“以谁的身份扫码”。', 'QR login: click the WeCom button of your app, then choose who scans.')}</li>
<li>${both('工作台免登：从工作台打开应用，无需任何操作即可登录。', 'Silent sign-in: open the app from the Workbench.')}</li>
</ul>
</section>
<section class="card"><h2>${both('应用设置', 'Settings')}</h2>
<dl class="facts"><dt>企业 Company</dt><dd>${corp.name}</dd><dt>企业ID CorpID</dt><dd><code>${corp.corpId}</code></dd>
<dt>接口 / 授权 / 登录地址<br><small>API, OAuth and login base URL</small></dt><dd><code>${url}</code></dd></dl>
<div class="apps">${corp.apps.map(appFacts)}</div></section>
<section class="card"><h2>${both('成员', 'Members')}</h2>${peopleTable(state)}</section>
<section class="card"><h2>${both('最近的请求', 'Recent requests')}</h2>${callsTable(calls)}</section>`,
  );
}
