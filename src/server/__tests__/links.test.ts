/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../simulator';
import { Browser, UA } from './support/browser';
import { addUser, sharedSuite, snapshot } from './support/suite';
import { signIn, signInWithConsent } from './support/wecom';

const { manager, withoutPhone, newcomer } = SAMPLE.members;
const PHONE = '13800000001';
const PASSWORD = 'Password-1';

const suite = sharedSuite();

const as = (token: string) => ({ Authorization: `Bearer ${token}`, 'X-Authenticator': 'basic' });

/** Signs in by password in this browser. */
async function enterByPassword(browser: Browser, account: string): Promise<string> {
  const { body } = await browser.post(
    '/api/auth:signIn',
    { account, password: PASSWORD },
    { 'X-Authenticator': 'basic' },
  );
  return body.data.token;
}

/** A member who shared no number, refused in a browser of their own. */
const refused = (userid: string = withoutPhone) => signInWithConsent(suite.app, suite.simulator, { userid });
const linksOf = (browser: Browser, token: string) => browser.get('/api/wecom:links', as(token));
const confirm = (browser: Browser, token: string) => browser.post('/api/wecom:link', { pending: true }, as(token));

describe('S-41 "I am new here"', () => {
  it('makes an account once, in the browser that WeCom has brought', async () => {
    const { browser, error } = await refused();
    expect(error).toMatchObject({
      code: 'WECOM_PROOF_REQUIRED',
      reason: 'phone-not-shared',
      choices: ['link', 'create'],
    });
    const stolen = new Browser(suite.app, UA.wecom);
    expect((await stolen.finish({ choice: 'create' })).status).toBe(401);

    const kept = [...browser.cookies];
    const { body, status } = await browser.finish({ choice: 'create' });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ user: { nickname: '陈杰' }, token: expect.any(String), redirect: '/admin' });
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await browser.finish({ choice: 'create' })).status).toBe(401);
    expect((await signIn(suite.app, suite.simulator, { userid: withoutPhone })).data.user.id).toBe(body.data.user.id);
  });

  it('is not offered, and not accepted, where somebody has to prove an account', async () => {
    await addUser(suite.app, { phone: PHONE });
    await addUser(suite.app, { phone: `+86${PHONE}` });
    const { browser, error } = await refused(manager);
    expect(error).toMatchObject({ reason: 'several-users', choices: ['link'] });
    const before = await snapshot(suite.app);
    expect((await browser.finish({ choice: 'create' })).status).toBe(401);
    expect(await snapshot(suite.app)).toEqual(before);
  });

  it('is not accepted when sign-up was switched off meanwhile', async () => {
    const { browser } = await refused();
    await suite.configure({ public: { autoSignup: false } });
    expect((await browser.finish({ choice: 'create' })).status).toBe(401);
  });
});

describe('S-40 "I have an account here"', () => {
  it('links with a click to the account that was signed in to afterwards', async () => {
    const { id } = await addUser(suite.app, { username: 'chen' });
    const { browser } = await refused();
    const token = await enterByPassword(browser, 'chen');
    const { body } = await linksOf(browser, token);
    expect(body.data.pending).toEqual({ memberId: withoutPhone, memberName: '陈杰', corpId: SAMPLE.corpId });
    expect(body.data.links).toEqual([]);

    const made = await confirm(browser, token);
    expect(made.status).toBe(200);
    expect(made.body.data).toMatchObject({ memberId: withoutPhone, corpId: SAMPLE.corpId, state: 'active' });
    expect((await signIn(suite.app, suite.simulator, { userid: withoutPhone })).data.user.id).toBe(id);
    expect((await linksOf(browser, token)).body.data.links).toHaveLength(1);
    expect((await linksOf(browser, token)).body.data.pending).toBeUndefined();
    const journal = await suite.app.db.getModel('wecomJournal').findAll({ raw: true });
    expect(journal).toEqual([expect.objectContaining({ event: 'linked', memberId: withoutPhone })]);
  });

  it('links no session that was there before', async () => {
    await addUser(suite.app, { username: 'chen' });
    const browser = new Browser(suite.app, UA.wecom);
    const token = await enterByPassword(browser, 'chen');
    for (const consent of [false, true]) {
      await signIn(suite.app, suite.simulator, { userid: withoutPhone, inWeCom: true, consent, browser });
    }
    expect((await linksOf(browser, token)).body.data.pending).toBeUndefined();
    expect((await confirm(browser, token)).status).toBe(403);
    expect((await snapshot(suite.app)).links).toEqual([]);
  });

  it('links nobody who is not signed in, or in another browser', async () => {
    await addUser(suite.app, { username: 'chen' });
    const { browser } = await refused();
    expect((await browser.post('/api/wecom:link', { pending: true })).status).toBe(401);
    const other = new Browser(suite.app);
    expect((await confirm(other, await enterByPassword(other, 'chen'))).status).toBe(403);
  });

  it('works once, and not after cancelling', async () => {
    await addUser(suite.app, { username: 'chen' });
    const { browser } = await refused();
    const token = await enterByPassword(browser, 'chen');
    const kept = [...browser.cookies];
    expect((await browser.post('/api/wecom:cancelLink', {}, as(token))).status).toBe(200);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await confirm(browser, token)).status).toBe(403);
  });

  it('ends when the session that could have made the link signs out, and not with the one from before', async () => {
    await addUser(suite.app, { username: 'chen' });
    const browser = new Browser(suite.app, UA.wecom);
    const before = await enterByPassword(browser, 'chen');
    for (const consent of [false, true]) {
      await signIn(suite.app, suite.simulator, { userid: withoutPhone, inWeCom: true, consent, browser });
    }
    await browser.post('/api/auth:signOut', {}, as(before));
    const token = await enterByPassword(browser, 'chen');
    expect((await linksOf(browser, token)).body.data.pending).toBeDefined();

    const kept = [...browser.cookies];
    await browser.post('/api/auth:signOut', {}, as(token));
    const again = await enterByPassword(browser, 'chen');
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await linksOf(browser, again)).body.data.pending).toBeDefined();
    expect((await confirm(browser, again)).status).toBe(403);
    expect((await snapshot(suite.app)).links).toEqual([]);
  });

  it('refuses a user who is another member, and says so', async () => {
    await addUser(suite.app, { username: 'chen', phone: '13800000009' });
    await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
    const { browser } = await refused();
    const response = await confirm(browser, await enterByPassword(browser, 'chen'));
    expect([response.status, response.body.errors[0].code]).toEqual([409, 'WECOM_LINK_CONFLICT']);
    expect((await snapshot(suite.app)).links).toHaveLength(1);
  });
});

describe('S-36 linking from the profile', () => {
  async function start(browser: Browser, token: string) {
    const { body, status } = await browser.post('/api/wecom:startLink', { authenticator: 'wecom' }, as(token));
    const url = new URL(body.data?.url ?? 'https://missing.invalid');
    return {
      status,
      state: url.searchParams.get('state') ?? '',
      code: suite.simulator.control.mintCode({ userid: withoutPhone }),
    };
  }

  it('shows the member first, and links with a click', async () => {
    await addUser(suite.app, { username: 'chen' });
    const browser = new Browser(suite.app);
    const token = await enterByPassword(browser, 'chen');
    const { state, code } = await start(browser, token);
    const verified = await browser.post('/api/wecom:link', { code, state }, as(token));
    expect(verified.body.data.pending).toMatchObject({ memberId: withoutPhone, memberName: '陈杰' });
    expect((await snapshot(suite.app)).links).toEqual([]);
    expect((await confirm(browser, token)).body.data).toMatchObject({ memberId: withoutPhone });
  });

  it('S-31 S-32 leaves no code in the log, and tells nothing of what WeCom or the database have said', async () => {
    await addUser(suite.app, { username: 'chen' });
    const browser = new Browser(suite.app);
    const token = await enterByPassword(browser, 'chen');
    const { state, code } = await start(browser, token);
    suite.simulator.control.setFault({ match: 'auth/getuserinfo', times: 1, errcode: 40029, errmsg: 'T0LD' });
    const { status, body, text } = await browser.post('/api/wecom:link', { code, state }, as(token));
    expect([status, body.errors[0].code, typeof body.errors[0].reference]).toEqual([
      403,
      'WECOM_CODE_EXPIRED',
      'string',
    ]);
    expect(text).not.toContain('T0LD');
    for (const secret of [code, state]) expect(suite.testApp.log.text).not.toContain(secret);
  });

  it('S-06 neither completes a sign-in, nor does a sign-in complete it, nor another user', async () => {
    await addUser(suite.app, { username: 'chen' });
    await addUser(suite.app, { username: 'mallory' });
    const browser = new Browser(suite.app);
    const token = await enterByPassword(browser, 'chen');
    const { state, code } = await start(browser, token);
    expect((await browser.finish({ code, state })).status).toBe(401);
    const mallory = await enterByPassword(browser, 'mallory');
    expect((await browser.post('/api/wecom:link', { code, state }, as(mallory))).status).toBe(403);
    const started = await browser.start({});
    expect((await browser.post('/api/wecom:link', { code, state: started.state }, as(token))).status).toBe(403);
    expect((await snapshot(suite.app)).links).toEqual([]);
  });

  it('S-40 is for nobody else who signs in to this browser afterwards', async () => {
    await addUser(suite.app, { username: 'chen' });
    await addUser(suite.app, { username: 'next' });
    const browser = new Browser(suite.app);
    const own = await enterByPassword(browser, 'chen');
    const { state, code } = await start(browser, own);
    expect((await browser.post('/api/wecom:link', { code, state }, as(own))).status).toBe(200);
    // After WeCom's word, as somebody who proves an account.
    const next = await enterByPassword(browser, 'next');
    expect((await linksOf(browser, next)).body.data.pending).toBeUndefined();
    expect((await confirm(browser, next)).status).not.toBe(200);
    expect((await snapshot(suite.app)).links).toEqual([]);
    expect((await confirm(browser, own)).status).toBe(200);
  });

  it('S-40 wants a sign-in of the last 15 minutes', async () => {
    await addUser(suite.app, { username: 'chen' });
    const browser = new Browser(suite.app);
    const token = await enterByPassword(browser, 'chen');
    const issued = suite.app.db.getModel('issuedTokens');
    await issued.update({ signInTime: Date.now() - 16 * 60_000 } as never, { where: {} });
    expect((await start(browser, token)).status).toBe(403);
  });
});

describe('S-48 unlinking', () => {
  const unlink = (browser: Browser, token: string) =>
    browser.post('/api/wecom:unlink', { corpId: SAMPLE.corpId }, as(token));

  it('is refused where it is the last way in', async () => {
    const { data, browser } = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
    const refusal = await unlink(browser, data.token);
    expect([refusal.status, refusal.body.errors[0].code]).toEqual([409, 'WECOM_LINK_CONFLICT']);
    expect((await snapshot(suite.app)).links).toHaveLength(1);
  });

  it('beside a password ends what WeCom began, and the pair matches no more until it is proved', async () => {
    const { id } = await addUser(suite.app, { username: 'liu', phone: '13800000009' });
    const { data, browser } = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
    expect(data.user.id).toBe(id);
    expect((await unlink(browser, data.token)).status).toBe(200);
    expect((await linksOf(browser, data.token)).status).toBe(401);
    expect((await snapshot(suite.app)).shown).toEqual([]);

    const again = await refused(newcomer);
    expect(again.error).toMatchObject({ code: 'WECOM_PROOF_REQUIRED', choices: ['link', 'create'] });
    expect((await confirm(again.browser, await enterByPassword(again.browser, 'liu'))).status).toBe(200);
    expect((await signIn(suite.app, suite.simulator, { userid: newcomer })).data.user.id).toBe(id);
  });
});

it('whoever was refused can ask the administrator, once for a member', async () => {
  const { browser } = await refused();
  const rows = () => suite.app.db.getModel('wecomWaiting').findAll({ raw: true });
  expect(await rows()).toEqual([expect.objectContaining({ memberId: withoutPhone, reason: 'phone-not-shared' })]);
  expect((await browser.post('/api/wecom:askAdministrator', {})).status).toBe(200);
  expect((await new Browser(suite.app).post('/api/wecom:askAdministrator', {})).status).toBe(403);
  await refused();
  const [row, ...more] = await rows();
  expect([Boolean((row as unknown as { asked: unknown }).asked), more]).toEqual([true, []]);
});
