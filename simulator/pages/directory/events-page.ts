/** `/events`: where events go, and what became of the latest, which is what the application did with them. */
import type { Callback } from '../../config/callback';
import type { Delivery } from '../../events/postman';
import type { Reply, SimRequest } from '../../http';
import type { SimulatorState } from '../../state';
import { CONTACT_SYNC, type TokenOwner } from '../../state/tokens';
import { type Html, html } from '../html';
import { both, page } from '../layout';
import { postForm, textField } from './form';

const SHOWN = 50;

const addressForm = (receiver: TokenOwner, title: string, titleEn: string, callback: Callback | null): Html =>
  html`<section class="card"><h2>${both(title, titleEn)}</h2>
${postForm(
  {
    action: '/events/save',
    hidden: { receiver: String(receiver) },
    button: ['保存', 'Save'],
    testId: `save-${receiver}`,
    quiet: true,
  },
  [
    textField(['URL', 'Address'], 'url', callback?.url ?? '', true),
    textField(['Token', 'Token'], 'token', callback?.token ?? '', true),
    textField(['EncodingAESKey', 'EncodingAESKey'], 'encodingAesKey', callback?.encodingAesKey ?? '', true),
  ],
)}</section>`;

const STATES: Record<Delivery['state'], string> = {
  waiting: '投递中 on its way',
  delivered: '已送达 delivered',
  lost: '丢失 lost',
};

const row = ({ time, receiver, xml, tries, state }: Delivery): Html =>
  html`<tr><td>${new Date(time).toTimeString().slice(0, 8)}</td><td>${receiver === CONTACT_SYNC ? '通讯录同步 contacts' : receiver}</td>
<td class="url"><code>${xml.replace(/^.*<MsgType>.*?<\/MsgType>|<\/xml>$/g, '').replace(/<!\[CDATA\[(.*?)\]\]>/g, '$1')}</code></td>
<td>${STATES[state]}<small class="en">${tries.map(({ status, error, ms }) => `${status ?? error} (${ms} ms)`).join(', ')}</small></td></tr>`;

export function eventsPage(_: SimRequest, state: SimulatorState): Reply {
  const { corp, postman } = state;
  const latest = postman.deliveries.slice(-SHOWN).reverse();
  return page(
    { title: '事件', titleEn: 'Events', width: 'wide' },
    html`<section class="card"><h1>${both('事件', 'Events')}</h1>
<p>${both('在', 'Change somebody at')} <a href="/people">${both('通讯录', 'People')}</a>${both('里变更成员，结果显示在这里。', 'and see here what the application answers.')}</p>
${
  latest.length === 0
    ? html`<p data-testid="no-events">${both('还没有事件。', 'None yet.')}</p>`
    : html`<div class="scroll" tabindex="0"><table data-testid="deliveries"><thead><tr><th>时间 Time</th><th>接收方 Receiver</th><th>事件 Event</th><th>结果 Result</th></tr></thead><tbody>${latest.map(row)}</tbody></table></div>`
}</section>
<div class="columns">${addressForm(CONTACT_SYNC, '通讯录同步 → 设置接收事件服务器', 'Contact synchronisation: event server', corp.contactSync.callback)}
${corp.apps.map(({ agentId, name, callback }) => addressForm(agentId, `${name} → 接收消息 → 设置API接收`, `App ${agentId}: receive messages`, callback))}</div>`,
  );
}
