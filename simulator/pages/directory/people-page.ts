/** `/people`: the company by departments, as its administrator sees it in WeCom's console. */
import type { Department, Member } from '../../corp';
import type { Reply, SimRequest } from '../../http';
import type { SimulatorState } from '../../state';
import { type Html, html } from '../html';
import { both, messagePage, page } from '../layout';
import { avatar, badges, departmentNames, searchMembers } from '../people';
import { departmentPath, memberPath } from './actions';
import { postForm, textField } from './form';

const PER_PAGE = 50;
const ROOT = 1;

const memberRow = ({ corp }: SimulatorState, member: Member): Html =>
  html`<tr><td><a class="name" href="${memberPath(member.userid)}" data-testid="member-${member.userid}">${avatar(member.name, 'small')}<span>${member.name}</span></a></td>
<td><code>${member.userid}</code></td><td>${departmentNames(corp, member)}</td><td>${member.position || '—'}</td><td>${badges(corp, member)}</td></tr>`;

/** Back and forth through what does not fit. */
function pager(request: SimRequest, current: number, pages: number): Html {
  const link = (to: number, text: Html) => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(to));
    return html`<a class="button quiet" href="/people?${query}">${text}</a>`;
  };
  return html`<p class="pager">${current > 1 && link(current - 1, both('上一页', 'Previous'))}<span>${current} / ${pages}</span>${
    current < pages && link(current + 1, both('下一页', 'Next'))
  }</p>`;
}

function membersTable(request: SimRequest, state: SimulatorState, members: Member[]): Html {
  if (members.length === 0) return html`<p data-testid="nobody">${both('没有成员。', 'Nobody.')}</p>`;
  const pages = Math.ceil(members.length / PER_PAGE);
  const current = Math.min(pages, Math.max(1, Math.floor(Number(request.query.get('page'))) || 1));
  const shown = members.slice((current - 1) * PER_PAGE, current * PER_PAGE);
  return html`<div class="scroll" tabindex="0"><table data-testid="members"><thead><tr><th>成员 Member</th><th>userid</th><th>部门 Department</th><th>职务 Position</th><th></th></tr></thead>
<tbody>${shown.map((member) => memberRow(state, member))}</tbody></table></div>${pages > 1 ? pager(request, current, pages) : ''}`;
}

const link = ({ id, name }: Department): Html =>
  html`<a href="${departmentPath(id)}" data-testid="department-${id}">${name}</a>`;

const departmentForms = (
  department: Department,
): Html => html`<section class="card"><h2>${both('部门', 'Department')} ${department.id}</h2>
${postForm({ action: '/people/department/add', hidden: { parentid: String(department.id) }, button: ['新建下级部门', 'Add a department below'], testId: 'add-department', quiet: true }, [textField(['名称', 'Name'], 'name', '', true)])}
${postForm({ action: '/people/department/change', hidden: { id: String(department.id) }, button: ['保存', 'Save'], testId: 'change-department', quiet: true }, [textField(['名称', 'Name'], 'name', department.name, true), textField(['上级部门编号（移动）', 'Id of the one above (moves it)'], 'parentid', String(department.parentid), true)])}
${postForm({ action: '/people/department/remove', hidden: { id: String(department.id) }, button: ['删除空部门', 'Delete, if empty'], testId: 'remove-department', quiet: true })}</section>`;

const hireForm = (
  department: Department,
): Html => html`<section class="card"><h2>${both('新员工入职', 'Hire somebody')}</h2>
${postForm({ action: '/people/hire', button: ['添加成员', 'Add the member'], testId: 'hire' }, [
  textField(['姓名', 'Name'], 'name', '', true),
  textField(['账号', 'userid'], 'userid', '', true),
  textField(['部门编号', 'Department ids'], 'department', String(department.id), true),
  textField(['手机', 'Phone'], 'mobile', ''),
  textField(['职务', 'Position'], 'position', ''),
])}</section>`;

const searchForm = (search: string): Html => html`<form class="search" method="get" action="/people" role="search">
<input name="q" value="${search}" aria-label="姓名、userid 或手机 Name, userid or phone" placeholder="姓名、userid 或手机 Name, userid or phone" data-testid="search">
<button class="button quiet">${both('搜索', 'Search')}</button></form>`;

export function peoplePage(request: SimRequest, state: SimulatorState): Reply {
  const { directory } = state.corp;
  const search = request.query.get('q') ?? '';
  const department =
    directory.department(Number(request.query.get('department') ?? ROOT)) ?? directory.departments()[0];
  if (!department) {
    return messagePage('info', 'no-department', ['没有部门', 'There is no department'], html`<p><a href="/">/</a></p>`);
  }
  const above = directory
    .path(department.id)
    .reverse()
    .flatMap((id) => directory.department(id) ?? []);
  const below = directory.children(department.id).sort((a, b) => b.order - a.order);
  // Everybody at first: an empty search finds all.
  const isEverybody = search !== '' || !request.query.has('department');
  const members = isEverybody ? searchMembers(state.corp, search) : directory.membersOf(department.id);
  return page(
    { title: '通讯录', titleEn: 'People', width: 'wide' },
    html`<section class="card" data-testid="people"><h1>${both('通讯录', 'People')}</h1>
<p>${both(html`共 ${directory.size} 人。每次变更会按企业微信的方式发出`, html`${directory.size} people. A change sends what WeCom sends:`)} <a href="/events" data-testid="go-events">${both('事件', 'Events')}</a></p>
${searchForm(search)}
<nav class="path" aria-label="部门 Departments">${above.map((one) => html`<span>${link(one)}</span>`)}</nav>
${!search && below.length > 0 ? html`<ul class="branches">${below.map((one) => html`<li>${link(one)}</li>`)}</ul>` : ''}
${membersTable(request, state, members)}</section>
<div class="columns">${hireForm(department)}${departmentForms(department)}</div>`,
  );
}
