/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../simulator';
import { Browser } from './support/browser';
import { sharedSuite } from './support/suite';
import { signIn } from './support/wecom';

const suite = sharedSuite();

const change = (values: object | undefined) => {
  const filter = { name: 'wecom' };
  const repository = suite.app.db.getRepository('authenticators');
  return values ? repository.update({ filter, values }) : repository.destroy({ filter });
};

describe('S-27 an authenticator that ends in mid-flow', () => {
  it.each([
    ['disabled', { enabled: false }],
    ['deleted', undefined],
  ])(
    'S-27 refuses the callback when it was %s, asks WeCom nothing, and leaves passwords alone',
    async (_how, values) => {
      const browser = new Browser(suite.app);
      const { state } = await browser.start();
      const code = suite.simulator.control.mintCode({ userid: SAMPLE.members.newcomer });
      await change(values);
      suite.simulator.control.clearCalls();

      const response = await browser.finish({ code, state }, { 'X-Locale': 'zh-CN' });
      expect(response.status).toBe(403);
      expect(response.body.errors[0]).toMatchObject({
        code: 'WECOM_SETTINGS',
        message: '企业微信登录配置有误，请告知管理员。',
        reference: expect.any(String),
      });
      expect(suite.simulator.control.calls()).toEqual([]);

      const password = await new Browser(suite.app).post(
        '/api/auth:signIn',
        { account: 'nocobase', password: 'admin123' },
        { 'X-Authenticator': 'basic' },
      );
      expect(password.status).toBe(200);
    },
  );

  it('S-27 refuses to start with it, on a page that explains and does not start again', async () => {
    await change({ enabled: false });
    const { status, location } = await new Browser(suite.app).start({ redirect: '/v/admin' });
    expect(status).toBe(302);
    expect(location.pathname + location.search).toBe(
      '/v/wecom/callback?authenticator=wecom&error=WECOM_SETTINGS&redirect=%2Fv%2Fadmin',
    );
  });

  it('the next honest sign-in works once it is enabled again', async () => {
    const { error } = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.newcomer });
    expect(error.code).toBe('WECOM_FIRST_SIGN_IN');
  });
});
