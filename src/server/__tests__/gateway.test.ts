/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
/** What the handler of the plugin answers at the gateway, read from real answers. */
import { AppSupervisor } from '@nocobase/server';
import { UA } from './support/browser';
import { TestGateway } from './support/gateway';
import { sharedSuite } from './support/suite';
import { saveAuthenticator } from './support/wecom';

const FILE = 'WW_verify_a1B2c3D4e5F6g7H8.txt';
const OTHER = 'WW_verify_b1B2c3D4e5F6g7H8.txt';
const suite = sharedSuite();
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
});
afterAll(() => gateway?.close());

const html = { Accept: 'text/html', Host: 'app.example.com' };

describe('S-37 the verification file', () => {
  beforeEach(async () => {
    await suite.configure({ options: { verifyFile: FILE } });
    await saveAuthenticator(suite.app, suite.simulator, {
      name: 'other',
      options: { verifyFile: OTHER, origin: 'https://other.example.com:8443' },
    });
  });
  const at = async (host: string, file = FILE, more = {}) =>
    (await gateway.ask(`/${file}`, { Host: host, ...more })).body;

  it.each(['app.example.com', 'APP.example.com', 'app.example.com:443', 'app.example.com:8443'])(
    'S-37 is answered on the host of its authenticator, %s',
    async (host) => {
      expect(await at(host)).toBe('a1B2c3D4e5F6g7H8');
    },
  );

  it('S-37 is answered where a proxy forwards the host', async () => {
    expect(await at('127.0.0.1:13000', FILE, { 'X-Forwarded-Host': 'app.example.com' })).toBe('a1B2c3D4e5F6g7H8');
    expect(await at('other.example.com', OTHER)).toBe('b1B2c3D4e5F6g7H8');
  });

  it.each([
    ['another host', 'evil.example.com', FILE],
    ['the host of another authenticator', 'other.example.com', FILE],
    ['this host, for the file of another authenticator', 'app.example.com', OTHER],
    ['the address of the server', '203.0.113.5', FILE],
  ])('S-37 is not answered on %s', async (_what, host, file) => {
    expect(await at(host, file)).toBe('the client');
  });

  describe('where a sub-app has a domain of its own', () => {
    const supervisor = AppSupervisor.getInstance() as unknown as {
      runningMode: string;
      getAppNameByCName?: (name: string) => Promise<string | undefined>;
    };
    const { runningMode, getAppNameByCName } = supervisor;
    beforeEach(() => {
      supervisor.runningMode = 'multiple';
      supervisor.getAppNameByCName = async (name) => (name === 'app.example.com' ? 'a1' : undefined);
    });
    afterEach(() => {
      Object.assign(supervisor, { runningMode, getAppNameByCName });
      jest.restoreAllMocks();
    });

    it('S-37 the main application answers nothing there', async () => {
      expect(await at('app.example.com')).toBe('the client');
      expect(await at('other.example.com', OTHER)).toBe('b1B2c3D4e5F6g7H8');
    });

    it('S-37 a sub-app answers there and nowhere else', async () => {
      jest.spyOn(suite.app, 'name', 'get').mockReturnValue('a1');
      expect(await at('app.example.com')).toBe('a1B2c3D4e5F6g7H8');
      expect(await at('other.example.com', OTHER)).toBe('the client');
      expect(await at('main.example.com')).toBe('the client');
    });
  });

  it('S-37 is not answered for a disabled authenticator', async () => {
    await suite.configure({ enabled: false, options: { verifyFile: FILE } });
    expect(await at('app.example.com')).toBe('the client');
  });
});

describe('S-12 the callback page', () => {
  it.each(['/wecom/callback', '/v/wecom/callback', '/apps/a1/wecom/callback', '/v/apps/a1/wecom/callback/'])(
    'S-12 S-58 %s is not stored, not framed, and tells no referrer',
    async (path) => {
      const { headers, body } = await gateway.ask(`${path}?authenticator=wecom&code=C0DE&state=x`, html);
      expect(body).toBe('the client');
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'content-security-policy': "frame-ancestors 'none'",
      });
    },
  );

  it('S-12 leaves other pages as they are', async () => {
    const { headers } = await gateway.ask('/admin', html);
    expect(headers).not.toHaveProperty('referrer-policy');
    expect(headers).not.toHaveProperty('x-frame-options');
  });
});

it('S-34 starts the automatic sign-in of a page in WeCom, and stores nothing of it', async () => {
  await suite.configure({ public: { autoLogin: true } });
  const { status, headers } = await gateway.ask('/admin', { ...html, 'User-Agent': UA.wecom });
  expect(status).toBe(302);
  expect(headers.location).toBe('/api/wecom:authorize?authenticator=wecom&redirect=%2Fadmin');
  expect(headers['cache-control']).toBe('no-store');
});
