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

export const USAGE = `npm run demo -- [--port 13000] [--simulator-port 7080] [--wecom-port 13001] [--fresh]

  --port            where NocoBase listens
  --simulator-port  where the WeCom simulator listens
  --wecom-port      a second address of NocoBase, as the WeCom client sees it (default: one above --port)
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
  return {
    port,
    wecomPort: portOf('--wecom-port', values['wecom-port'] ?? String(port + 1)),
    simulatorPort: portOf('--simulator-port', values['simulator-port']),
    fresh: values.fresh,
  };
}

function portOf(option: string, value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${option} wants a port, not "${value}".`);
  return port;
}
