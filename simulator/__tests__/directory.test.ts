import { SAMPLE } from '../index';
import { api, sharedSimulator, token } from './helpers';

const simulator = sharedSimulator();
const { members } = SAMPLE;

const getUser = async (userid: string, secret: string = SAMPLE.secret) =>
  api(simulator.get(), 'user/get', { access_token: await token(simulator.get(), secret), userid });

describe('user/get', () => {
  test('hides the sensitive fields from an app created after 2022-06-20', async () => {
    const user = await getUser('zhangwei');
    expect(user).toMatchObject({ errcode: 0, userid: 'zhangwei', name: '张伟', department: [2], status: 1 });
    for (const field of ['mobile', 'email', 'biz_mail', 'gender', 'avatar', 'thumb_avatar', 'qr_code', 'address']) {
      expect(user).not.toHaveProperty(field);
    }
  });

  test('shows them to an older app', async () => {
    expect(await getUser(members.bizMail, SAMPLE.oldSecret)).toMatchObject({
      mobile: '13800000003',
      email: 'wangfang@mail.example.org',
      biz_mail: 'wangfang@yunshan.example.com',
      gender: '2',
    });
  });

  test('has the fields that recorded answers have', async () => {
    const text = { type: 0, name: '工号', text: { value: 'YS-0001' } };
    const web = { type: 1, name: '主页', web: { url: 'https://example.com/lina', title: '李娜' } };
    expect(await getUser('zhangwei')).toMatchObject({ english_name: 'Wei', extattr: { attrs: [text] } });
    expect(await getUser('LiNa')).toMatchObject({ extattr: { attrs: [web] } });
    expect(await getUser('zhangwei', SAMPLE.oldSecret)).not.toHaveProperty('address');
    expect(await getUser('zhangwei')).not.toHaveProperty('external_profile');
    expect(await getUser('wangfang')).toHaveProperty('external_profile.wechat_channels');
  });

  test('finds a userid in any case and answers with its real spelling', async () => {
    expect(await getUser('lina')).toMatchObject({ userid: 'LiNa' });
  });

  test.each([
    [members.outsideRange, 60011],
    ['nobody', 60111],
    ['x'.repeat(65), 40003],
    ['', 41009],
  ])('answers for %s with %i', async (userid, errcode) => {
    expect((await getUser(userid)).errcode).toBe(errcode);
  });

  test('tells the status of members who cannot use WeCom', async () => {
    expect(await getUser(members.inactive)).toMatchObject({ status: 4 });
    expect(await getUser(members.disabled)).toMatchObject({ status: 2, enable: 0 });
  });

  test('leaves out departments the app may not see', async () => {
    const { control } = simulator.get();
    control.upsertMember({ userid: 'zhangwei', department: [6, 2] });
    expect(await getUser('zhangwei')).toMatchObject({ department: [2], main_department: 0, is_leader_in_dept: [0] });
    control.upsertMember({ userid: 'zhangwei', main_department: 2 });
    expect(await getUser('zhangwei')).toMatchObject({ department: [2], main_department: 2 });
    control.patchApp(SAMPLE.agentId, { visibleDepartments: [], visibleMembers: ['ZHANGWEI'] });
    expect(await getUser('zhangwei')).toMatchObject({ errcode: 0, department: [], main_department: 0 });
  });

  test('sees a sub-department of a visible one', async () => {
    simulator.get().control.patchApp(SAMPLE.agentId, { visibleDepartments: [1] });
    expect((await getUser(members.outsideRange)).errcode).toBe(0);
  });

  test('is closed to the contact-sync secret', async () => {
    expect((await getUser('zhangwei', SAMPLE.contactSyncSecret)).errcode).toBe(48009);
  });
});

describe('agent/get', () => {
  const getAgent = async (agentid: string | undefined) =>
    api(simulator.get(), 'agent/get', {
      access_token: await token(simulator.get()),
      ...(agentid === undefined ? {} : { agentid }),
    });

  test('shows the app itself', async () => {
    simulator.get().control.patchApp(SAMPLE.agentId, { trustedDomain: 'crm.example.com:8443' });
    const agent = await getAgent(String(SAMPLE.agentId));
    expect(agent).not.toHaveProperty('allow_tags');
    expect(agent).not.toHaveProperty('customized_publish_status');
    expect(agent).toMatchObject({
      errcode: 0,
      agentid: SAMPLE.agentId,
      name: '业务平台',
      redirect_domain: 'crm.example.com:8443',
      allow_partys: { partyid: [2, 3, 4] },
      close: 0,
    });
  });

  test.each([
    [String(SAMPLE.oldAgentId), 301002],
    ['9', 301002],
    ['abc', 40056],
    [undefined, 41011],
  ])('answers for agentid %s with %i', async (agentid, errcode) => {
    expect((await getAgent(agentid)).errcode).toBe(errcode);
  });
});

test('get_api_domain_ip carries an empty list even when it fails', async () => {
  expect(await api(simulator.get(), 'get_api_domain_ip')).toMatchObject({ errcode: 41001, ip_list: [] });
  const access_token = await token(simulator.get());
  expect((await api(simulator.get(), 'get_api_domain_ip', { access_token })).ip_list).toHaveLength(2);
});
