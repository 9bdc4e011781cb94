/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
/** An API key is a program's: it proves nobody (S-40), and whoever has stolen one links no WeCom account with it (S-36). */
import { SAMPLE } from '../../../simulator';
import { Administrator } from './support/administrator';
import { Browser } from './support/browser';
import { sharedSuite, snapshot } from './support/suite';
import { signInWithConsent } from './support/wecom';

const { withoutPhone } = SAMPLE.members;
const suite = sharedSuite({ plugins: ['api-keys'] });
let headers: Record<string, string>;

beforeEach(async () => {
  const administrator = await Administrator.of(suite.app);
  const values = { name: `key ${Date.now()}`, role: { name: 'root' }, expiresIn: '1d' };
  const { body } = await administrator.post('apiKeys:create', values, { 'X-Role': 'root' });
  headers = { Authorization: `Bearer ${body.data.token}`, 'X-Role': 'root', 'X-Authenticator': 'basic' };
});

it('S-40 confirms no member who waits, however new the key is', async () => {
  const { browser, error } = await signInWithConsent(suite.app, suite.simulator, { userid: withoutPhone });
  expect(error.code).toBe('WECOM_PROOF_REQUIRED');
  const { status, body } = await browser.get('/api/wecom:links', headers);
  expect([status, body.data.pending]).toEqual([200, undefined]);
  expect((await browser.post('/api/wecom:link', { pending: true }, headers)).status).toBe(403);
  expect((await snapshot(suite.app)).links).toEqual([]);
});

it('S-36 begins no link', async () => {
  const { status, body } = await new Browser(suite.app).post(
    '/api/wecom:startLink',
    { authenticator: 'wecom' },
    headers,
  );
  expect([status, body.data]).toEqual([403, undefined]);
});
