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

  test.each([
    [{ members: [{ userid: '-x', name: 'A' }] }, 'userid'],
    [{ members: [{ userid: 'a', name: '' }] }, 'name'],
    [{ members: [{ userid: 'a', name: 'A', status: 3 }] }, 'status'],
    [{ apps: [{ agentId: 1, secret: '', name: 'n' }] }, 'secret'],
    [{ apps: [{ agentId: 1, secret: 's', name: 'n', trustedDomain: 'https://a.b' }] }, 'domain'],
    [{ apps: [{ agentId: 1, secret: 's', name: 'n', sensitiveFields: ['phone'] }] }, 'sensitive'],
    [{ corpid: 'x' }, 'corpid'],
    [{ codeLength: 513 }, 'codeLength'],
  ])('that cannot be is refused in a sentence: %j', (config, word) => {
    expect(() => completeCorp(config as never)).toThrow(ConfigError);
    expect(() => completeCorp(config as never)).toThrow(word);
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
