import NodeEnvironment from 'jest-environment-node';

type Timers = NonNullable<NodeEnvironment['fakeTimersModern']>;
type Mocker = NonNullable<NodeEnvironment['moduleMocker']>;
// jest's own packages are not ours to import; its environment has brought them.
const constructorOf = <T>(made: T) => (made as { constructor: unknown }).constructor as new (options: unknown) => T;

/**
 * jest's environment for Node, but in the realm of the worker itself: packages of node_modules, of which NocoBase is
 * thousands of files, are loaded once in a worker and not for each test file (`runtime.cjs`). Our own files are loaded for
 * each as before. What a test file changes of the process is put back after it.
 */
export default class SharedRealm extends NodeEnvironment {
  /** Told to `runtime.cjs`. */
  readonly sharesRealm = true;
  readonly #putBack = [putBackListeners(), putBackVariables(), putBackProperties()];

  constructor(...[config, context]: ConstructorParameters<typeof NodeEnvironment>) {
    super(config, context);
    this.global = globalThis as unknown as NodeEnvironment['global'];
    this.moduleMocker = new (constructorOf(this.moduleMocker as Mocker))(globalThis);
    this.fakeTimersModern = new (constructorOf(this.fakeTimersModern as Timers))({
      config: config.projectConfig,
      global: globalThis,
    });
  }

  override async setup(): Promise<void> {
    await super.setup();
    // jest asks for 100 lines, which costs a tenth of a test: Sequelize looks at the stack of each statement.
    Error.stackTraceLimit = 20;
  }

  override async teardown(): Promise<void> {
    this.moduleMocker?.restoreAllMocks();
    await super.teardown();
    for (const putBack of this.#putBack) putBack();
  }
}

function putBackVariables() {
  const before = { ...process.env };
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}

/** jest itself changes these for each test file. */
function putBackProperties() {
  const { console } = globalThis;
  const { exit } = process;
  const getBuiltinModule = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule');
  return () => {
    Object.assign(globalThis, { console });
    Object.assign(process, { exit });
    if (getBuiltinModule) Object.defineProperty(process, 'getBuiltinModule', getBuiltinModule);
  };
}

/** NocoBase listens for the end of the process. */
function putBackListeners() {
  const before = new Map(process.eventNames().map((name) => [name, new Set(process.rawListeners(name as string))]));
  return () => {
    for (const name of process.eventNames() as string[]) {
      for (const listener of process.rawListeners(name)) {
        if (!before.get(name)?.has(listener)) process.removeListener(name, listener as () => void);
      }
    }
  };
}
