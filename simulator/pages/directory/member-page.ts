/** `/people/member`: what an administrator may do with one member. */
import { findMember, type Member } from '../../corp';
import type { Reply, SimRequest } from '../../http';
import type { SimulatorState } from '../../state';
import { type Html, html } from '../html';
import { both, messagePage, page } from '../layout';
import { avatar, badges, departmentNames } from '../people';
import { departmentPath } from './actions';
import { choiceField, postForm, textField } from './form';

const STATUSES: [value: string, text: string][] = [
  ['1', '已激活 active'],
  ['2', '已禁用 disabled'],
  ['4', '未激活 not activated'],
  ['5', '已退出企业 left by themselves'],
];

const changeForm = ({ userid, ...member }: Member): Html =>
  postForm({ action: '/people/change', hidden: { userid }, button: ['保存', 'Save'], testId: 'change' }, [
    textField(['姓名', 'Name'], 'name', member.name, true),
    textField(['部门编号（调动）', 'Department ids (moves)'], 'department', member.department.join(', '), true),
    choiceField(['状态', 'Status'], 'status', String(member.status), STATUSES),
    textField(['手机', 'Phone'], 'mobile', member.mobile),
    textField(['职务', 'Position'], 'position', member.position),
  ]);

export function memberPage(request: SimRequest, state: SimulatorState): Reply {
  const member = findMember(state.corp, request.query.get('userid') ?? '');
  if (!member) {
    return messagePage(
      'error',
      'no-member',
      ['没有这个成员', 'There is no such member'],
      html`<p><a class="button quiet" href="/people">${both('通讯录', 'People')}</a></p>`,
    );
  }
  const { userid } = member;
  return page(
    { title: member.name, titleEn: userid },
    html`<section class="card" data-testid="member">
<div class="person-head">${avatar(member.name)}<div><strong>${member.name}</strong><small>${departmentNames(state.corp, member)}</small></div><span class="badges">${badges(state.corp, member)}</span></div>
${changeForm(member)}</section>
<section class="card"><h2>${both('修改账号', 'Change the userid')}</h2>
${postForm({ action: '/people/rename', hidden: { userid }, button: ['修改', 'Change'], testId: 'rename', quiet: true }, [textField(['新账号', 'New userid'], 'newUserid', userid, true)])}</section>
<section class="card"><h2>${both('离职', 'Dismiss')}</h2>
<p>${both('从通讯录中删除该成员。', 'Removes the member from the directory.')}</p>
${postForm({ action: '/people/dismiss', hidden: { userid }, button: ['删除成员', 'Remove the member'], testId: 'dismiss', quiet: true })}</section>
<p class="buttons"><a class="button quiet" href="${departmentPath(member.main_department)}">${both('返回通讯录', 'Back to the people')}</a><a class="button quiet" href="/events">${both('事件', 'Events')}</a></p>`,
  );
}
