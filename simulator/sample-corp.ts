import type { CorpConfig } from './config/corp';

/** Names and secrets of the sample company, for demos and tests. */
export const SAMPLE = {
  corpId: 'ww1234567890abcdef',
  /** With `deployment: 'private'`. */
  privateCorpId: 'wl0123456789',
  corpName: '杭州云杉科技有限公司',
  /** Created after 2022-06-20: `user/get` hides phone and mail. */
  agentId: 1000002,
  secret: 'demo-secret-of-the-simulator-0123456789abcde',
  /** Created before 2022-06-20: `user/get` shows them. */
  oldAgentId: 1000003,
  oldSecret: 'demo-secret-of-the-older-app-0123456789abcde',
  contactSyncSecret: 'demo-secret-of-contact-sync--0123456789abcde',
  members: {
    /** Active, mainland phone, e-mail. */
    manager: 'zhangwei',
    /** Mixed-case userid. */
    mixedCase: 'LiNa',
    /** Has a corporate address (biz_mail) besides the personal one. */
    bizMail: 'wangfang',
    withoutPhone: 'chenjie',
    inactive: 'zhaolei',
    disabled: 'sunyan',
    outsideRange: 'zhoutao',
    /** Phone of Hong Kong. */
    foreignPhone: 'huangjiaming',
    /** Active with a phone, meant to have no NocoBase user yet. */
    newcomer: 'liuqiang',
    secondNewcomer: 'xumin',
  },
  outsiders: { external: 'external-liuyang', linked: 'linked-hejing' },
} as const;

const departments: CorpConfig['departments'] = [
  { id: 1, name: SAMPLE.corpName, parentid: 0 },
  { id: 2, name: '研发部', parentid: 1 },
  { id: 3, name: '销售部', parentid: 1 },
  { id: 4, name: '人力资源部', parentid: 1 },
  { id: 5, name: '前端组', parentid: 2 },
  { id: 6, name: '财务部', parentid: 1 },
];

const members: CorpConfig['members'] = [
  {
    userid: 'zhangwei',
    name: '张伟',
    department: [2],
    mobile: '13800000001',
    email: 'zhangwei@example.com',
    gender: '1',
    position: '研发经理',
    english_name: 'Wei',
    is_leader_in_dept: [1],
    extattr: [{ type: 0, name: '工号', text: { value: 'YS-0001' } }],
  },
  {
    userid: 'LiNa',
    name: '李娜',
    department: [5],
    mobile: '13800000002',
    email: 'lina@example.com',
    gender: '2',
    position: '前端工程师',
    alias: 'Nana',
    extattr: [{ type: 1, name: '主页', web: { url: 'https://example.com/lina', title: '李娜' } }],
    direct_leader: ['zhangwei'],
  },
  {
    userid: 'wangfang',
    name: '王芳',
    department: [3],
    mobile: '13800000003',
    email: 'wangfang@mail.example.org',
    biz_mail: 'wangfang@yunshan.example.com',
    gender: '2',
    position: '销售总监',
    external_profile: {
      external_corp_name: '云杉科技',
      external_attr: [],
      wechat_channels: { nickname: '', status: 0 },
    },
    is_leader_in_dept: [1],
  },
  { userid: 'chenjie', name: '陈杰', department: [4], email: 'chenjie@example.com', gender: '1', position: '招聘专员' },
  {
    userid: 'zhaolei',
    name: '赵磊',
    department: [2],
    status: 4,
    mobile: '13800000005',
    gender: '1',
    position: '测试工程师',
  },
  {
    userid: 'sunyan',
    name: '孙燕',
    department: [3],
    status: 2,
    mobile: '13800000006',
    gender: '2',
    position: '客户经理',
  },
  { userid: 'zhoutao', name: '周涛', department: [6], mobile: '13800000007', gender: '1', position: '会计' },
  {
    userid: 'huangjiaming',
    name: '黄家明',
    department: [3],
    mobile: '+852 91234567',
    email: 'huang.kaming@example.com',
    gender: '1',
    position: '香港区销售',
  },
  {
    userid: 'liuqiang',
    name: '刘强',
    department: [2, 5],
    mobile: '13800000009',
    email: 'liuqiang@example.com',
    gender: '1',
    position: '后端工程师',
    direct_leader: ['zhangwei'],
  },
  {
    userid: 'xumin',
    name: '徐敏',
    department: [4],
    mobile: '13800000010',
    gender: '2',
    position: '人事主管',
    is_leader_in_dept: [1],
  },
];

const tags: CorpConfig['tags'] = [{ tagid: 1, tagname: '值班', userlist: ['LiNa', 'zhoutao'], partylist: [4] }];

const outsiders: CorpConfig['outsiders'] = [
  {
    id: SAMPLE.outsiders.external,
    name: '刘洋（客户）',
    openid: 'oSim0External000000000LiuYang',
    externalUserid: 'wmSimulator0000000000000LiuYang',
  },
  { id: SAMPLE.outsiders.linked, name: '何静（合作伙伴）', kind: 'linked', userid: 'wwfedcba0987654321/hejing' },
];

const apps: CorpConfig['apps'] = [
  {
    agentId: SAMPLE.agentId,
    secret: SAMPLE.secret,
    name: '业务平台',
    description: 'NocoBase 业务平台',
    visibleDepartments: [2, 3, 4],
  },
  {
    agentId: SAMPLE.oldAgentId,
    secret: SAMPLE.oldSecret,
    name: '业务平台（旧应用）',
    description: '2022-06-20 之前创建',
    createdAfter20220620: false,
    visibleDepartments: [2, 3, 4],
  },
];

/** Ten members, two outsiders, a new and an old app; everything else is as `corpSchema` has it by default. */
export const SAMPLE_COMPANY = {
  corpId: SAMPLE.corpId,
  name: SAMPLE.corpName,
  departments,
  members,
  tags,
  outsiders,
  apps,
  contactSync: { secret: SAMPLE.contactSyncSecret },
} satisfies CorpConfig;
