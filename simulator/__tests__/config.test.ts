import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, completeCorp, loadConfigFile, SAMPLE, sampleCorp, startSimulator } from '../index';
import { api } from './helpers';

describe('a config', () => {
  test('that says nothing is the sample company', () => {
    expect(completeCorp()).toEqual(sampleCorp());
  });

  test('replaces whole lists and fills in what an entry leaves out', () => {
    const corp = completeCorp({
      corpId: 'wwabc',
      members: [{ userid: 'a', name: 'A' }],
      apps: [{ agentId: 1, secret: 's', name: 'n' }],
    });
    expect(corp.members).toHaveLength(1);
    expect(corp.members[0]).toMatchObject({ status: 1, department: [1], is_leader_in_dept: [0], mobile: '' });
    expect(corp.apps[0]).toMatchObject({ createdAfter20220620: true, trustedDomain: null, closed: false });
  });

  const member = { userid: 'a', name: 'A' };
  const app = { agentId: 1, secret: 's', name: 'n' };
  const outsider = { id: 'o', name: 'O' };
  test.each([
    [null, 'corp'],
    [[], 'corp'],
    [{ corpid: 'x' }, 'corpid'],
    [{ constructor: 'x' }, 'constructor'],
    [{ corpId: '' }, 'corpId'],
    [{ codeLength: 513 }, 'codeLength'],
    [{ codeLength: 'abc' }, 'codeLength'],
    [{ codeLength: Number.NaN }, 'NaN'],
    [{ wrongSecretLimit: -1 }, 'wrongSecretLimit'],
    [{ sourceIp: 'localhost' }, 'sourceIp'],
    [{ webLoginCancel: 'foo' }, 'webLoginCancel'],
    [{ webLoginInvisible: 'foo' }, 'webLoginInvisible'],
    [{ consentRefusal: null }, 'consentRefusal'],
    [{ departments: 'x' }, 'departments'],
    [{ departments: [{ id: 1, name: 'D' }] }, 'parentid'],
    [{ departments: [{ id: 0, name: 'D', parentid: 0 }] }, 'id'],
    [{ members: {} }, 'members'],
    [{ members: [null] }, 'member'],
    [{ members: [{ name: 'A' }] }, 'userid'],
    [{ members: [{ ...member, userid: '-x' }] }, 'userid'],
    [{ members: [{ ...member, name: '' }] }, 'name'],
    [{ members: [{ ...member, phone: '1' }] }, 'phone'],
    [{ members: [{ ...member, status: 3 }] }, 'status'],
    [{ members: [{ ...member, department: 5 }] }, 'department'],
    [{ members: [{ ...member, department: ['2'] }] }, 'department'],
    [{ members: [{ ...member, mobile: 138 }] }, 'mobile'],
    [{ members: [{ ...member, gender: 1 }] }, 'gender'],
    [{ members: [{ ...member, is_leader_in_dept: [1, 0] }] }, 'is_leader_in_dept'],
    [{ members: [member, { ...member, userid: 'A' }] }, 'twice'],
    [{ apps: [{ ...app, agentId: '1' }] }, 'agentId'],
    [{ apps: [{ ...app, secret: '' }] }, 'secret'],
    [{ apps: [{ agentId: 1, name: 'n' }] }, 'secret'],
    [{ apps: [{ ...app, trustedDomain: 'https://a.b' }] }, 'domain'],
    [{ apps: [{ ...app, trustedDomain: 'a_b.example' }] }, 'domain'],
    [{ apps: [{ ...app, callbackDomain: '*.a.b' }] }, 'domain'],
    [{ apps: [{ ...app, trustedIps: ['10.0.0.0/8'] }] }, 'trustedIps'],
    [{ apps: [{ ...app, closed: 'yes' }] }, 'closed'],
    [{ apps: [{ ...app, homeUrl: '/admin' }] }, 'homeUrl'],
    [{ apps: [{ ...app, visibleMembers: null }] }, 'visibleMembers'],
    [{ apps: [{ ...app, visibleDepartments: [0] }] }, 'visibleDepartments'],
    [{ apps: [{ ...app, sensitiveFields: ['phone'] }] }, 'sensitiveFields'],
    [{ apps: [app, app] }, 'twice'],
    [{ outsiders: [{ ...outsider, openId: 'x' }] }, 'openId'],
    [{ outsiders: [{ ...outsider, kind: 'foo' }] }, 'kind'],
    [{ outsiders: [{ ...outsider, kind: 'linked' }] }, 'CorpId/userid'],
    [{ outsiders: [{ ...outsider, userid: 'ww1/x' }] }, 'linked'],
    [{ outsiders: [outsider, outsider] }, 'twice'],
  ])('that cannot be is refused in a sentence: %j', (config, word) => {
    expect(() => completeCorp(config as never)).toThrow(ConfigError);
    expect(() => completeCorp(config as never)).toThrow(word);
  });

  test('field that is undefined counts as left out', () => {
    const corp = completeCorp({ codeLength: undefined, apps: [{ ...app, closed: undefined }] });
    expect([corp.codeLength, corp.apps[0]?.closed]).toEqual([43, false]);
  });

  test('file of a whole company can be written and read again', () => {
    expect(completeCorp(JSON.parse(JSON.stringify(sampleCorp())))).toEqual(sampleCorp());
  });

  test('file is read, and its name is in the message when it is wrong', () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    try {
      const file = join(folder, 'corp.json');
      writeFileSync(file, '{"name": "某某公司"}');
      expect(loadConfigFile(file)).toEqual({ name: '某某公司' });
      writeFileSync(file, '{"name": ');
      expect(() => loadConfigFile(file)).toThrow(file);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('startSimulator', () => {
  test('says when the port is taken', async () => {
    const first = await startSimulator();
    await expect(startSimulator({ port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
  });

  test('logs one line per request that holds no secret', async () => {
    const lines: string[] = [];
    const simulator = await startSimulator({ log: (line) => lines.push(line), callsToKeep: 0 });
    await api(simulator, 'gettoken', { corpid: SAMPLE.corpId, corpsecret: SAMPLE.secret });
    await api(simulator, 'gettoken', { corpid: SAMPLE.corpId, corpsecret: 'wrong-secret' });
    await simulator.close();
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^GET \/cgi-bin\/gettoken 200 errcode 40001 \d/);
    expect(lines.join()).not.toContain('secret');
    expect(simulator.control.calls()).toEqual([]);
    expect(simulator.control.countCalls('gettoken')).toBe(2);
  });
});
