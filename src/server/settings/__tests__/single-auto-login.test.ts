/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { sharedSuite } from '../../__tests__/support/suite';
import { optionsFor } from '../../__tests__/support/wecom';
import { SettingsRefused } from '../settings-refused';
import { hasAutoLogin } from '../single-auto-login';

// SQLite has one writer at a time anyway.
describe.each(['postgres', 'mariadb'] as const)('on %s', (dialect) => {
  const suite = sharedSuite({ dialect });
  const NAMES = ['wecom', 'second', 'third'];

  const save = (name: string, autoLogin: boolean) =>
    suite.app.db.getRepository('authenticators').update({
      filter: { name },
      values: { options: optionsFor(suite.simulator, { public: { autoLogin } }) },
    });

  it('S-34 automatic login goes to one of several authenticators that are saved at the same moment', async () => {
    const { db } = suite.app;
    for (const name of NAMES.slice(1)) {
      const values = { name, authType: 'wecom', enabled: true, options: optionsFor(suite.simulator) };
      await db.getRepository('authenticators').create({ values });
    }
    for (let round = 0; round < 5; round += 1) {
      for (const name of NAMES) await save(name, false);
      const saved = await Promise.allSettled(NAMES.map((name) => save(name, true)));
      const refused = saved.filter((one) => one.status === 'rejected');
      expect(refused.map(({ reason }) => reason instanceof SettingsRefused)).toEqual([true, true]);
      const rows = await db.getModel('authenticators').findAll();
      expect(rows.filter(hasAutoLogin)).toHaveLength(1);
    }
  });

  it.each([0, 1])(
    'S-34 it goes to one of several that are made at the same moment, beside %i others',
    async (others) => {
      const { db } = suite.app;
      const authenticators = db.getRepository('authenticators');
      const options = optionsFor(suite.simulator, { public: { autoLogin: true } });
      for (let round = 0; round < 5; round += 1) {
        await authenticators.destroy({ filter: { authType: 'wecom', ...(others && { name: { $ne: 'wecom' } }) } });
        const made = await Promise.allSettled(
          ['first', 'second'].map((name) =>
            authenticators.create({ values: { name, authType: 'wecom', enabled: true, options } }),
          ),
        );
        expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      }
    },
  );

  it('an authenticator that has it may get another name', async () => {
    await save('wecom', true);
    const authenticators = suite.app.db.getRepository('authenticators');
    await authenticators.update({ filter: { name: 'wecom' }, values: { name: 'renamed' } });
    expect(await authenticators.count({ filter: { name: 'renamed' } })).toBe(1);
  });
});
