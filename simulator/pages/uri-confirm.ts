/** `/wwopen/uriconfirm`: where WeCom leads links it does not accept. */
import { findApp } from '../corp';
import type { Reply, SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { html } from './html';
import { both, messagePage } from './layout';

const REASONS: Record<string, [zh: string, en: string]> = {
  appid: ['appid 应为本企业的 CorpID。', 'appid must be the ID of this company.'],
  response_type: ['response_type 固定为 code。', 'response_type must be “code”.'],
  scope: ['scope 应为 snsapi_base 或 snsapi_privateinfo。', 'scope must be snsapi_base or snsapi_privateinfo.'],
  state: ['state 只能包含 a-zA-Z0-9，最长 128 字节。', 'state may hold a-zA-Z0-9 only, at most 128 bytes.'],
  agentid: ['agentid 不是本企业的应用。', 'agentid is no app of this company.'],
  redirect_uri: ['缺少 redirect_uri，或其中带有 #。', 'redirect_uri is missing or has a fragment.'],
  closed: ['该应用已停用。', 'This app is disabled.'],
};

export function uriConfirmPage(request: SimRequest, state: SimulatorState): Reply {
  const uri = request.query.get('uri') ?? '';
  if (request.query.get('err_type') !== 'domain_err') {
    const [zh, en] = REASONS[request.query.get('sim_reason') ?? ''] ?? [
      '链接参数错误。',
      'A parameter of the link is wrong.',
    ];
    return messagePage(
      'error',
      'param-error',
      ['参数错误，该链接无法访问', 'Wrong parameter, this link cannot be opened'],
      html`<p>${both(zh, en)}</p>`,
    );
  }
  const app = findApp(state.corp, Number(request.query.get('agentid')));
  const trusted = app?.trustedDomain ?? 'localhost / 127.0.0.1';
  return messagePage(
    'error',
    'domain-error',
    ['redirect_uri需使用应用可信域名', 'redirect_uri must be on the trusted domain of the app'],
    html`<dl class="facts">
<dt>redirect_uri</dt><dd><code>${uri || '—'}</code></dd>
<dt>可信域名 Trusted domain</dt><dd><code>${trusted || '未设置 not set'}</code></dd>
</dl>
<p class="note">${both('域名须完全一致，端口也算。', 'The host must match exactly, with its port.')}</p>`,
  );
}
