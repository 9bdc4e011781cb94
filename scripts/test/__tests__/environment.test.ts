import SharedRealm from '../environment';

type Config = ConstructorParameters<typeof SharedRealm>[0];

const projectConfig = { testEnvironmentOptions: {}, globals: {}, fakeTimers: {} };
const open = () => new SharedRealm({ projectConfig, globalConfig: {} } as unknown as Config, {} as never);

it('puts back what a test file has changed of the process', async () => {
  const { exit } = process;
  const { console: own } = globalThis;
  const listeners = process.listenerCount('SIGTERM');
  const environment = open();
  await environment.setup();
  process.env.OF_A_TEST_FILE = 'yes';
  const { PATH } = process.env;
  delete process.env.PATH;
  process.once('SIGTERM', () => undefined);
  Object.assign(process, { exit: () => undefined });
  globalThis.console = Object.create(own);
  await environment.teardown();
  expect(process.env).toMatchObject({ PATH });
  expect(process.env).not.toHaveProperty('OF_A_TEST_FILE');
  expect(process.listenerCount('SIGTERM')).toBe(listeners);
  expect(process.exit).toBe(exit);
  expect(globalThis.console).toBe(own);
});

it('takes spies off what other test files use, too', async () => {
  const shared = { answer: () => 'own' };
  const environment = open();
  environment.moduleMocker?.spyOn(shared, 'answer').mockReturnValue('spy');
  expect(shared.answer()).toBe('spy');
  await environment.teardown();
  expect(shared.answer()).toBe('own');
});
