/** The people one can be, as a list of links or of choices. */
import { type Corp, isVisible, type Member } from '../corp';
import type { SimulatorState } from '../state';
import { type Html, html } from './html';

const TONES = 6;

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
export function badges(corp: Corp, member: Member): Html[] {
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

export const departmentNames = (corp: Corp, member: Member): string =>
  member.department
    .map((id) => corp.departments.find((department) => department.id === id)?.name ?? `#${id}`)
    .join('、');

interface Choice {
  id: string;
  testId: string;
  content: Html;
}

/** Everybody, members first. Test ids: `member-<userid>`, `non-member`, `linked-member`. */
function choices(state: SimulatorState, firstId?: string): Choice[] {
  const { corp } = state;
  const members = corp.members.map((member) => ({
    id: member.userid,
    testId: `member-${member.userid}`,
    content: html`${avatar(member.name)}<span class="who"><strong>${member.name}</strong><small>${departmentNames(corp, member)}${member.position && ` · ${member.position}`}</small></span><span class="badges">${badges(corp, member)}</span>`,
  }));
  const outsiders = corp.outsiders.map((outsider, index) => {
    const isFirst = corp.outsiders.findIndex(({ kind }) => kind === outsider.kind) === index;
    const testId = outsider.kind === 'external' ? 'non-member' : 'linked-member';
    return {
      id: outsider.id,
      testId: isFirst ? testId : `${testId}-${outsider.id}`,
      content: html`${avatar(outsider.name)}<span class="who"><strong>${outsider.name}</strong><small>${
        outsider.kind === 'external' ? '非企业成员 not a member' : `上下游企业成员 ${outsider.userid}`
      }</small></span><span class="badges"><span class="badge warn">外部 outsider</span></span>`,
    };
  });
  const all = [...members, ...outsiders];
  return firstId ? [...all.filter(({ id }) => id === firstId), ...all.filter(({ id }) => id !== firstId)] : all;
}

/**
 * @param linkOf where choosing this person leads
 * @param firstId who comes first
 * @param currentId who is marked as chosen
 */
export function peopleList(
  state: SimulatorState,
  linkOf: (id: string) => string,
  firstId?: string,
  currentId?: string,
): Html {
  return html`<ul class="people">${choices(state, firstId).map(
    ({ id, testId, content }) =>
      html`<li><a class="person" href="${linkOf(id)}" data-testid="${testId}"${id === currentId ? html` aria-current="true"` : ''}>${content}</a></li>`,
  )}</ul>`;
}
