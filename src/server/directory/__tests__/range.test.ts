/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
/** Whatever the visible range of the app is made of, and who is outside it. */
import { SAMPLE, sampleCorp } from '../../../../simulator';
import { directorySuite, saveSource, written } from './support';

const { newcomer, manager } = SAMPLE.members;

describe('the visible range', () => {
  const company = directorySuite();
  const { suite } = company;
  const control = () => suite.simulator.control;
  const nothing = { visibleDepartments: [], visibleMembers: [], visibleTags: [] };
  const links = async () => (await written(suite.app)).links;

  it('may be a tag: its people, and its departments with theirs', async () => {
    control().patchApp(SAMPLE.agentId, { ...nothing, visibleTags: [1] });
    const { state, counts } = await company.run();
    expect([state, counts.failed]).toEqual(['done', undefined]);
    const inDepartment = sampleCorp()
      .members.filter(({ department }) => department.includes(4))
      .map(({ userid }) => userid.toLowerCase());
    expect(Object.keys(await links()).sort()).toEqual([...new Set(['lina', 'zhoutao', ...inDepartment])].sort());
  });

  it('may be single people', async () => {
    control().patchApp(SAMPLE.agentId, { ...nothing, visibleMembers: [manager, newcomer] });
    expect((await company.run()).state).toBe('done');
    expect(Object.keys(await links()).sort()).toEqual([newcomer, manager].sort());
  });

  it('may be one department of a larger company, which is a root then', async () => {
    control().patchApp(SAMPLE.agentId, { ...nothing, visibleDepartments: [4] });
    expect((await company.run()).state).toBe('done');
    expect((await written(suite.app)).departments.map((one) => one.split('/')[0])).toEqual(['']);
  });

  it('S-63 tells apart who is hidden and who has left, with the secret of contact synchronisation', async () => {
    await saveSource(suite.app, { contactSecret: SAMPLE.contactSyncSecret });
    await company.run();
    const seen = sampleCorp()
      .members.map(({ userid }) => userid)
      .filter((userid) => userid !== newcomer);
    control().patchApp(SAMPLE.agentId, { ...nothing, visibleMembers: seen });
    expect((await company.run()).counts).toMatchObject({ outOfRange: 1 });
    expect((await links()).liuqiang).toBe('刘强: out-of-range');
    control().deleteMember(newcomer);
    await company.run();
    expect((await links()).liuqiang).toBe('刘强: left');
  });
});
