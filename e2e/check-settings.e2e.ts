/** "Check settings" and the domain verification file, in a real NocoBase: its gateway, its form and its API page. */
import type { Page } from 'playwright-core';
import { until } from '../scripts/nocobase';
import { SAMPLE } from '../simulator';
import swagger from '../src/swagger';
import { screenshot, sharedScene, signInByPassword, withPage } from './support';

const FILE = 'WW_verify_a1B2c3D4e5F6g7H8.txt';
const ADDRESS = '203.0.113.7';

interface CheckedSetting {
  check: string;
  status: string;
  message: string;
  hint: string;
  data: { copy?: string };
}

const scene = sharedScene({ options: { verifyFile: FILE }, corp: { sourceIp: ADDRESS } });

beforeAll(() => {
  scene.simulator.control.patchApp(SAMPLE.agentId, { trustedDomain: new URL(scene.nocobase.origin).host });
});

const fetchFile = (name: string, init?: RequestInit) => fetch(`${scene.nocobase.origin}/${name}`, init);
const typeOfFile = async () => (await fetchFile(FILE)).headers.get('content-type')?.split(';')[0];

async function check(): Promise<Map<string, CheckedSetting>> {
  const { data } = await scene.api.call<CheckedSetting[]>('wecom:checkSettings', {
    body: { authenticator: scene.authenticator },
    headers: { origin: scene.nocobase.origin },
  });
  return new Map(data.map((one) => [one.check, one]));
}

describe('the domain verification file', () => {
  it('S-37 is answered at the root of the origin, with its content only', async () => {
    const answer = await fetchFile(FILE);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toBe('a1B2c3D4e5F6g7H8');
    expect((await fetchFile(FILE, { method: 'HEAD' })).headers.get('content-length')).toBe('16');
  });

  it.each(['WW_verify_b1B2c3D4e5F6g7H8.txt', `x/${FILE}`, `${FILE}/`, `%2f${FILE}`])(
    'S-37 is not answered under another name, %s',
    async (name) => {
      expect(await (await fetchFile(name)).text()).not.toContain('1B2c3D4e5F6g7H8');
    },
  );

  it('S-37 goes when the setting goes', async () => {
    await scene.changeOptions({ verifyFile: '' });
    await until('the file to go', async () => (await typeOfFile()) === 'text/html');
    await scene.changeOptions({ verifyFile: FILE });
    await until('the file to come back', async () => (await typeOfFile()) === 'text/plain');
  });
});

describe('the check', () => {
  it('finds everything in order but https, the way to itself and the file included', async () => {
    const found = await check();
    expect([...found.values()].filter(({ status }) => status !== 'ok').map((one) => one.check)).toEqual([
      'origin-https',
    ]);
    expect([...found.keys()]).toEqual(expect.arrayContaining(['origin', 'forwarded-proto', 'verify-file']));
  });
});

describe.each([
  ['legacy', 'zh-CN'],
  ['modern', 'en-US'],
] as const)('the form of the %s client in %s', (client, language) => {
  const base = () => scene.urlOf(client);
  const chinese = language === 'zh-CN';

  async function openForm(page: Page): Promise<void> {
    await signInByPassword(page);
    await page.evaluate((locale) => localStorage.setItem('NOCOBASE_LOCALE', locale), language);
    await page.goto(`${base()}admin/settings/auth/authenticators`);
    await page
      .getByRole('row', { name: scene.authenticator })
      .getByText(/^(Configure|配置)$/)
      .click();
    await page.locator('[data-wecom-settings]').waitFor();
  }

  async function credentials(page: Page, errcode: number): Promise<string> {
    scene.simulator.control.clearFaults();
    scene.simulator.control.setFault({ match: 'agent/get', errcode });
    await page.getByRole('button', { name: /Check settings|检查配置/ }).click();
    const line = page.locator('[data-check="credentials"][data-status="failed"]', { hasText: String(errcode) });
    await line.waitFor();
    return (await line.textContent()) ?? '';
  }

  it('shows what three errcodes mean, what to do, and the address to paste', async () => {
    await withPage({ locale: language }, async (page) => {
      await openForm(page);
      expect(await credentials(page, 301002)).toContain(chinese ? '不属于同一个应用' : 'do not belong to the same app');
      expect(await credentials(page, 48006)).toContain(chinese ? '重新启用' : 'Enable it again');
      const refused = await credentials(page, 60020);
      expect(refused).toContain(chinese ? '企业可信IP' : 'Company trusted IP');
      expect(refused).toContain(ADDRESS);
      await page.locator('[data-check="credentials"]').scrollIntoViewIfNeeded();
      await screenshot(page, `check-settings-${client}`);
    });
    scene.simulator.control.clearFaults();
  });
});

describe('the API documentation of NocoBase', () => {
  const documentation = async (namespace: string) => {
    const token = await scene.api.signIn();
    const answer = await fetch(`${scene.nocobase.apiUrl}swagger:get?ns=${encodeURIComponent(namespace)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const body = await answer.json();
    return (body.data ?? body) as { paths: Record<string, Record<string, { tags?: string[] }>> };
  };

  it('has the requests of this plugin, by themselves and together with all others', async () => {
    const own = await documentation('plugins/auth-wecom');
    expect(Object.keys(own.paths)).toEqual(Object.keys(swagger.paths));
    expect(Object.keys(own.paths)).toContain('/wecomLinks:list');
    const all = await documentation('plugins');
    expect(all.paths['/auth:signIn']?.post?.tags).toEqual(expect.arrayContaining(['WeCom', 'Basic auth']));
  });
});
