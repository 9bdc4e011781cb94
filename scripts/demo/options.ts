import { parseArgs } from 'node:util';

/** What the person asked for on the command line. */
export interface DemoOptions {
  port: number;
  simulatorPort: number;
  /** Where NocoBase can be seen as the WeCom client sees it. */
  wecomPort: number;
  /** Throw away the demo of earlier runs. */
  fresh: boolean;
}

const HIGHEST_PORT = 65_535;

export const USAGE = `npm run demo -- [--port 13000] [--simulator-port 7080] [--wecom-port 13001] [--fresh]

  --port            where NocoBase listens
  --simulator-port  where the WeCom simulator listens
  --wecom-port      a second address of NocoBase, as the WeCom client sees it (default: the one beside --port)
  --fresh           forget the data of earlier runs and start anew`;

/** @throws Error with a sentence for the person. */
export function demoOptions(args: string[]): DemoOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '13000' },
      'simulator-port': { type: 'string', default: '7080' },
      'wecom-port': { type: 'string' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const port = portOf('--port', values.port);
  const beside = port < HIGHEST_PORT ? port + 1 : port - 1;
  const wecomPort = portOf('--wecom-port', values['wecom-port'] ?? String(beside));
  const simulatorPort = portOf('--simulator-port', values['simulator-port']);
  refuseEqualPorts([
    { use: 'NocoBase (--port)', port },
    { use: 'its second address (--wecom-port)', port: wecomPort },
    { use: 'the simulator (--simulator-port)', port: simulatorPort },
  ]);
  return { port, wecomPort, simulatorPort, fresh: values.fresh };
}

/** Also where the person gave one of the two only: the other's default is in its way. */
function refuseEqualPorts(uses: { use: string; port: number }[]): void {
  for (const { use, port } of uses) {
    const other = uses.find((one) => one.use !== use && one.port === port);
    if (other) throw new Error(`Port ${port} would be used by ${use} and by ${other.use}: choose another for one.`);
  }
}

function portOf(option: string, value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > HIGHEST_PORT) {
    throw new Error(`${option} wants a port, not "${value}".`);
  }
  return port;
}
