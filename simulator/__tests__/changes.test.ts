/** Changes of people and departments: where a userid is written everywhere, and what cannot be. */
import { SAMPLE } from '../index';
import { sharedSimulator } from './helpers';

const { agentId } = SAMPLE;
const simulator = sharedSimulator();
const control = () => simulator.get().control;

test('a new userid holds everywhere', () => {
  const { state } = simulator.get();
  control().patchApp(agentId, { visibleMembers: ['ZhangWei'] });
  control().setCurrentMember('zhangwei');
  control().mintCode({ userid: 'zhangwei', scope: 'snsapi_privateinfo' });
  control().renameMember('zhangwei', 'zhang.wei');
  const { directory, apps } = state.corp;
  expect(directory.member('zhangwei')).toBeUndefined();
  expect(directory.member('ZHANG.WEI')).toMatchObject({ name: '张伟', department: [2] });
  expect(directory.member('LiNa')?.direct_leader).toEqual(['zhang.wei']);
  expect(apps[0]?.visibleMembers).toEqual(['zhang.wei']);
  expect(state.currentMember).toBe('zhang.wei');
  expect(state.consents.granted('zhang.wei', agentId)).toContain('mobile');
  expect(() => control().renameMember('zhang.wei', 'lina')).toThrow('already');
  expect(() => control().renameMember('nobody', 'x')).toThrow('no member');
});

test.each<[what: string, change: () => void, word: string]>([
  ['a department with members', () => control().deleteDepartment(6), 'members'],
  [
    'a department with others below it',
    () => {
      control().upsertMember({ userid: 'zhangwei', department: [4] });
      control().deleteMember('zhaolei');
      control().deleteMember('liuqiang');
      control().deleteDepartment(2);
    },
    'below',
  ],
  ['a department below itself', () => control().upsertDepartment({ id: 2, parentid: 5 }), 'below itself'],
  ['a department that is not there', () => control().deleteDepartment(77), '77'],
  ['a new department without a name', () => control().upsertDepartment({ id: 77, parentid: 1 }), 'name'],
])('%s is refused in a sentence', (_, change, word) => {
  expect(change).toThrow(word);
});
