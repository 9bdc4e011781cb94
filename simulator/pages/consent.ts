/** 敏感信息授权: the member decides what the app may know. */
import { type App, type Member, SENSITIVE_FIELDS, type SensitiveField } from '../corp';
import type { Reply, SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { type Html, html } from './html';
import { both, messagePage, page } from './layout';
import { avatar } from './people';

const FIELD_NAMES: Record<SensitiveField, [zh: string, en: string]> = {
  avatar: ['头像', 'Avatar'],
  gender: ['性别', 'Gender'],
  mobile: ['手机号', 'Phone number'],
  email: ['邮箱', 'E-mail'],
  biz_mail: ['企业邮箱', 'Corporate e-mail'],
  qr_code: ['员工个人二维码', 'Personal QR code'],
  address: ['地址', 'Address'],
};

/** What the form said: the granted fields, a refusal, or nothing when there was no form. */
export function consentDecision(request: SimRequest): SensitiveField[] | 'refuse' | undefined {
  if (request.method !== 'POST') return undefined;
  const form = new URLSearchParams(request.body);
  if (form.get('decision') !== 'allow') return 'refuse';
  return SENSITIVE_FIELDS.filter((field) => form.getAll('field').includes(field));
}

export function consentPage(request: SimRequest, state: SimulatorState, app: App, member: Member): Reply {
  const before = state.consents.granted(member.userid, app.agentId);
  const isChecked = (field: SensitiveField) => before.length === 0 || before.includes(field);
  return page(
    { title: '授权敏感信息', titleEn: 'Share personal information' },
    html`<form class="card consent" method="post" action="${request.rawUrl}" data-testid="consent">
<div class="person-head">${avatar(member.name)}<div><strong>${member.name}</strong><small>${state.corp.name}</small></div></div>
<h1>${both(`“${app.name}”申请获取你的以下信息`, `“${app.name}” asks for the following information about you`)}</h1>
<fieldset><legend class="hidden">可授权的信息 Information to share</legend>
${app.sensitiveFields.map(
  (
    field,
  ) => html`<label class="field"><input type="checkbox" name="field" value="${field}"${isChecked(field) ? html` checked` : ''} data-testid="consent-field-${field}">
<span class="label">${FIELD_NAMES[field][0]} <small lang="en">${FIELD_NAMES[field][1]}</small></span><span class="value">${shownValue(member, field)}</span></label>`,
)}
</fieldset>
<p class="note">${both('同意后 30 天内不再询问。', 'You will not be asked again for 30 days.')}</p>
<div class="buttons">
<button class="button" name="decision" value="allow" data-testid="consent-allow">${both('同意', 'Allow')}</button>
<button class="button quiet" name="decision" value="refuse" data-testid="consent-refuse">${both('拒绝', 'Refuse')}</button>
</div>
</form>`,
  );
}

export const refusedPage = (request: SimRequest): Reply =>
  messagePage(
    'info',
    'consent-refused',
    ['你已拒绝授权', 'You refused'],
    html`<p>${both('应用没有收到任何信息。你可以关闭此页面，或重新选择。', 'The app was told nothing. Close this page, or decide again.')}</p>
<p><a class="button quiet" href="${request.rawUrl}" data-testid="consent-again">${both('重新选择', 'Decide again')}</a></p>`,
  );

const GENDERS: Record<string, string> = { '1': '男 male', '2': '女 female' };

function shownValue(member: Member, field: SensitiveField): Html {
  if (field === 'avatar') return avatar(member.name, 'small');
  if (field === 'gender') return html`${GENDERS[member.gender] ?? '未知 unknown'}`;
  return html`${member[field] || '未填写 none'}`;
}
