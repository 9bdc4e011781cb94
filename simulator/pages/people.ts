/** The people one can be, as a list of links. */
import { type Company, isVisible, type Member, type Outsider } from '../corp';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { type Html, html } from './html';
import { both } from './layout';

const TONES = 6;
/** More than a person looks through; in a larger company one searches. */
const SHOWN = 50;

/** A round picture with the last two characters of the name, as WeCom draws it. */
export function avatar(name: string, size: 'small' | 'normal' = 'normal'): Html {
  const plain = name.replace(/（.*）/, '');
  const tone = [...plain].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % TONES;
  return html`<span class="avatar ${size} tone-${tone}" aria-hidden="true">${plain.slice(-2)}</span>`;
}

const STATUS_BADGES: Partial<Record<Member['status'], Html>> = {
  2: html`<span class="badge warn">已禁用 disabled</span>`,
  4: html`<span class="badge warn">未激活 not activated</span>`,
  5: html`<span class="badge warn">已退出 left</span>`,
};

/** What makes this person worth trying. */
export function badges(corp: Company, member: Member): Html[] {
  const found: Html[] = [];
  const status = STATUS_BADGES[member.status];
  if (status) found.push(status);
  if (!member.mobile) found.push(html`<span class="badge">无手机号 no phone</span>`);
  else if (member.mobile.startsWith('+')) found.push(html`<span class="badge">境外手机 foreign phone</span>`);
  if (!corp.apps.some((app) => isVisible(corp, app, member))) {
    found.push(html`<span class="badge warn">不可见 not visible</span>`);
  }
  return found;
}

export const departmentNames = (corp: Company, member: Member): string =>
  member.department.map((id) => corp.directory.department(id)?.name ?? `#${id}`).join('、');

/** Members whose name, userid or phone holds this text; all of them for none. */
export function searchMembers({ directory }: Company, text: string): Member[] {
  const wanted = text.trim().toLowerCase();
  return directory
    .members()
    .filter(({ name, userid, mobile }) => [name, userid, mobile].some((one) => one.toLowerCase().includes(wanted)));
}

interface Choice {
  id: string;
  testId: string;
  content: Html;
}

const memberChoice = (corp: Company, member: Member): Choice => ({
  id: member.userid,
  testId: `member-${member.userid}`,
  content: html`${avatar(member.name)}<span class="who"><strong>${member.name}</strong><small>${departmentNames(corp, member)}${member.position && ` · ${member.position}`}</small></span><span class="badges">${badges(corp, member)}</span>`,
});

function outsiderChoice(outsider: Outsider, isFirst: boolean): Choice {
  const testId = outsider.kind === 'external' ? 'non-member' : 'linked-member';
  return {
    id: outsider.id,
    testId: isFirst ? testId : `${testId}-${outsider.id}`,
    content: html`${avatar(outsider.name)}<span class="who"><strong>${outsider.name}</strong><small>${
      outsider.kind === 'external' ? '非企业成员 not a member' : `上下游企业成员 ${outsider.userid}`
    }</small></span><span class="badges"><span class="badge warn">外部 outsider</span></span>`,
  };
}

/** Members first. Test ids: `member-<userid>`, `non-member`, `linked-member`. */
function choices(corp: Company, search: string, firstId?: string): Choice[] {
  const { outsiders } = corp;
  const isFirst = (outsider: Outsider) => outsiders.find(({ kind }) => kind === outsider.kind) === outsider;
  const first = firstId === undefined ? undefined : corp.directory.member(firstId);
  const others = searchMembers(corp, search).filter((member) => member !== first);
  const members = [...(first ? [first] : []), ...others].slice(0, SHOWN);
  const all = [
    ...members.map((member) => memberChoice(corp, member)),
    ...outsiders.map((outsider) => outsiderChoice(outsider, isFirst(outsider))),
  ];
  return [...all.filter(({ id }) => id === firstId), ...all.filter(({ id }) => id !== firstId)];
}

/** Asks the same page again, with what its address says already. */
function searchForm(request: SimRequest, search: string): Html {
  const kept = [...request.query].filter(([name]) => name !== 'sim_search');
  return html`<form class="search" method="get" action="${request.path}" role="search">
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<input name="sim_search" value="${search}" aria-label="姓名、userid 或手机 Name, userid or phone" placeholder="姓名、userid 或手机 Name, userid or phone" data-testid="search">
<button class="button quiet">${both('搜索', 'Search')}</button></form>`;
}

interface PeopleOptions {
  /** Where choosing this person leads. */
  linkOf(id: string): string;
  /** Who comes first. */
  firstId?: string;
  /** Who is marked as chosen. */
  currentId?: string;
}

export function peopleList(
  request: SimRequest,
  { corp }: SimulatorState,
  { linkOf, firstId, currentId }: PeopleOptions,
): Html {
  const search = request.query.get('sim_search') ?? '';
  return html`${corp.directory.size > SHOWN ? searchForm(request, search) : ''}<ul class="people">${choices(
    corp,
    search,
    firstId,
  ).map(
    ({ id, testId, content }) =>
      html`<li><a class="person" href="${linkOf(id)}" data-testid="${testId}"${id === currentId ? html` aria-current="true"` : ''}>${content}</a></li>`,
  )}</ul>`;
}
