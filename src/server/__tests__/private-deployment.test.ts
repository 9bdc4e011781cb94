/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */

import supertest from 'supertest';
import { SAMPLE } from '../../../simulator';
import { Browser, UA } from './support/browser';
import { addUser, sharedSuite } from './support/suite';
import { signIn, signInWithConsent } from './support/wecom';

const { manager } = SAMPLE.members;
const options = { corpId: SAMPLE.privateCorpId, deployment: 'private' };
const suite = sharedSuite({ simulator: { corp: { deployment: 'private' } }, authenticator: { options } });
const calls = () =>
  suite.simulator.control
    .calls()
    .filter(({ path }) => path.startsWith('/cgi-bin/'))
    .map(({ endpoint }) => endpoint);

/** The findings of “Check settings” about the web login page, for unsaved options. */
async function loginPage(changed: object) {
  const server = suite.app.callback();
  const root = await supertest(server)
    .post('/api/auth:signIn')
    .set('X-Authenticator', 'basic')
    .send({ account: 'nocobase', password: 'admin123' });
  const { body } = await supertest(server)
    .post('/api/wecom:checkSettings')
    .set({ Authorization: `Bearer ${root.body.data.token}`, 'X-Locale': 'en-US' })
    .send({ authenticator: 'wecom', options: { ...(await stored()), ...changed } });
  return body.data.filter(({ check }: { check: string }) => check === 'login-page');
}

async function stored() {
  const row = await suite.app.db.getRepository('authenticators').findOne({ filter: { name: 'wecom' } });
  return { ...(row.get('options') as object), secret: SAMPLE.secret };
}

it('a first sign-in asks a private deployment under its own names, and finds the user by phone', async () => {
  const { id } = await addUser(suite.app, { nickname: 'Zhang Wei', phone: '13800000001' });
  const { response, data } = await signInWithConsent(suite.app, suite.simulator, { userid: manager });
  expect([response.status, data?.user?.id]).toEqual([200, id]);
  expect(calls()).toContain('user/getuserinfo');
  expect(calls().filter((endpoint) => endpoint?.startsWith('auth/'))).toEqual([]);
  expect((await signIn(suite.app, suite.simulator, { userid: manager })).response.status).toBe(200);
});

it('other browsers are led to its page with the QR code', async () => {
  const { location, state } = await new Browser(suite.app, UA.chrome).start();
  expect(location.pathname).toBe('/wwopen/sso/qrConnect');
  expect(location.searchParams.get('appid')).toBe(SAMPLE.privateCorpId);
  expect((await fetch(location)).status).toBe(200);
  expect(state).toMatch(/^[0-9a-f]{48}$/);
});

it('“Check settings” asks for the page that people are sent to', async () => {
  expect(await loginPage({})).toMatchObject([{ status: 'ok' }]);
  expect(await loginPage({ deployment: 'cloud' })).toMatchObject([{ status: 'warning' }]);
});

it('without the option nobody can sign in there', async () => {
  await suite.configure({ options: { ...options, deployment: undefined } });
  expect((await signIn(suite.app, suite.simulator, { userid: manager })).error?.code).toBe('WECOM_UNAVAILABLE');
});
