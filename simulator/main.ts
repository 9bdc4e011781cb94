/** The simulator on the command line, `npx tsx simulator/main.ts`; `USAGE` has the options. */
import { parseArgs } from 'node:util';
import { ConfigError, completeCorp, largeCompany, loadConfigFile, startSimulator } from './index';

const DEFAULT_PORT = 7080;

const USAGE = `WeCom simulator

  --port N          port, default ${DEFAULT_PORT}
  --host ADDRESS    address to listen on, default 127.0.0.1
  --config FILE     JSON file with the company (see simulator/README.md)
  --people N        a company of so many people instead of the sample's ten
  --private         a private deployment (企业微信本地版) instead of the cloud
  --home-url URL    home link of the first app, opened from the Workbench page
  --trusted-domain HOST[:PORT]   trusted domain of the first app; default: any loopback host
  --quiet           no line per request
  --help            this text`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      config: { type: 'string' },
      people: { type: 'string' },
      private: { type: 'boolean', default: false },
      'home-url': { type: 'string' },
      'trusted-domain': { type: 'string' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new ConfigError('--port wants a number up to 65535.');
  const people = values.people === undefined ? undefined : Number(values.people);
  if (people !== undefined && !(Number.isInteger(people) && people > 0)) {
    throw new ConfigError('--people wants a whole number from 1.');
  }
  return { ...values, port, people };
}

const timeOfDay = (): string => new Date().toTimeString().slice(0, 8);

async function main(): Promise<void> {
  const args = readArguments();
  if (args.help) return console.log(USAGE);
  const corp = completeCorp({
    ...(args.private && { deployment: 'private' }),
    ...(args.people !== undefined && largeCompany({ members: args.people })),
    ...(args.config && loadConfigFile(args.config)),
  });
  const app = corp.apps[0];
  if (app && args['home-url'] !== undefined) app.homeUrl = args['home-url'];
  if (app && args['trusted-domain'] !== undefined) app.trustedDomain = args['trusted-domain'];
  const simulator = await startSimulator({
    port: args.port,
    host: args.host,
    corp,
    log: args.quiet ? undefined : (line) => console.log(`${timeOfDay()} ${line}`),
  });
  console.log(`WeCom simulator ready: ${simulator.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log(`WeCom simulator stops (${signal})`);
      simulator.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

main().catch((error: unknown) => {
  const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  const message = error instanceof Error ? error.message : String(error);
  console.error(isTaken ? `The port is taken (${message}). Choose another one with --port.` : message);
  process.exit(1);
});
