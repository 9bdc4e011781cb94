/** A company of any size, for measures and for trying what many people do to a page. */
import type { CorpConfig } from './config/corp';
import { SAMPLE_COMPANY } from './sample-corp';

type MemberConfig = NonNullable<CorpConfig['members']>[number];
type DepartmentConfig = NonNullable<CorpConfig['departments']>[number];

export interface Size {
  /** The ten of the sample company included. */
  members: number;
  /** The six of the sample company included. Default: one for 20 members. */
  departments?: number;
}

const FAMILY = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗'];
const GIVEN = [...'伟芳娜敏静强磊洋艳勇军杰娟涛明超秀霞平刚'];
const FIELDS = ['研发', '销售', '生产', '采购', '质量', '仓储', '客服', '财务', '法务', '市场', '设备', '行政'];
/** So many departments below each: 5,000 of them are four or five deep. */
const BRANCHES = 10;

const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T;

/** The same names for the same number; many people share a name, nobody a userid or a phone number. */
function nameOf(index: number): string {
  const given = pick(GIVEN, Math.floor(index / 20));
  return pick(FAMILY, index) + given + (index % 3 === 0 ? pick(GIVEN, Math.floor(index / 400) + index) : '');
}

function department(index: number, id: number, parentid: number): DepartmentConfig {
  return { id, name: `${pick(FIELDS, index)}${index}部`, parentid, order: index % 1000 };
}

/** 1 in 97 has not activated WeCom, 1 in 211 is disabled, 1 in 499 has left and is still there. */
function statusOf(index: number): MemberConfig['status'] {
  if (index % 499 === 0) return 5;
  if (index % 211 === 0) return 2;
  return index % 97 === 0 ? 4 : 1;
}

function member(index: number, departmentIds: number[]): MemberConfig {
  const main = pick(departmentIds, index);
  const second = pick(departmentIds, index * 7 + 3);
  // 1 in 10 belongs to two departments; the first of each 50 leads the first.
  const places = index % 10 === 0 && second !== main ? [main, second] : [main];
  const userid = `${index % 4 === 0 ? 'Yuangong' : 'yuangong'}${index}`;
  return {
    userid,
    name: nameOf(index),
    department: places,
    order: places.map(() => index % 100),
    is_leader_in_dept: places.map((_, place) => (place === 0 && index % 50 === 0 ? 1 : 0)),
    status: statusOf(index),
    mobile: `139${String(index).padStart(8, '0')}`,
    email: `${userid.toLowerCase()}@example.com`,
    gender: index % 2 === 0 ? '1' : '2',
    position: pick(['工程师', '专员', '经理', '主管', '操作员'], index),
  };
}

/**
 * The sample company, grown to this size by the same people and departments each time. Its apps see everybody.
 * A department is a branch of an earlier one, so that parents stand before their children.
 */
export function largeCompany({ members, departments = Math.ceil(members / 20) }: Size): CorpConfig {
  const { members: firstMembers, departments: firstDepartments, apps } = SAMPLE_COMPANY;
  const ids = firstDepartments.map(({ id }) => id);
  const grown: DepartmentConfig[] = [];
  for (let index = ids.length; index < departments; index += 1) {
    const id = index + 1;
    grown.push(department(index, id, ids[Math.floor((index - 1) / BRANCHES)] ?? 1));
    ids.push(id);
  }
  const hired = Array.from({ length: Math.max(0, members - firstMembers.length) }, (_, index) =>
    member(index + 1, ids),
  );
  return {
    departments: [...firstDepartments, ...grown],
    members: [...firstMembers, ...hired],
    apps: apps.map((app) => ({ ...app, visibleDepartments: [1] })),
  };
}
