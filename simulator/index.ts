/** A WeCom to develop and test against: `startSimulator()` in a test, `main.ts` on the command line. */
import type { AddressInfo } from 'node:net';
import type { CorpConfig } from './config/corp';
import { Control } from './control';
import { createSimulatorServer } from './server';
import { SimulatorState } from './state';

export { ConfigError } from './config/check';
export type { CorpConfig } from './config/corp';
export { completeCorp, sampleCorp } from './config/corp';
export { loadConfigFile } from './config/load-file';
export type { Control } from './control';
export type { MintCodeRequest } from './control/mint-code';
export type { Member } from './corp';
export { largeCompany } from './large-company';
export { SAMPLE } from './sample-corp';
export type { Fault } from './state/fault';
export { CONTACT_SYNC } from './state/tokens';
export { USER_AGENTS } from './user-agents';

const CALLS_TO_KEEP = 10_000;

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** The company; parts left out come from the sample. */
  corp?: CorpConfig;
  /** Requests to remember, default 10 000; 0 only counts them. */
  callsToKeep?: number;
  /** Gets one line per request; silent by default. */
  log?: (line: string) => void;
}

export interface Simulator {
  url: string;
  port: number;
  state: SimulatorState;
  control: Control;
  /** Ends at once, open connections included. */
  close(): Promise<void>;
}

/**
 * @throws ConfigError for a company that cannot be
 * @throws Error with `code` EADDRINUSE when the port is taken
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', corp = {}, callsToKeep = CALLS_TO_KEEP, log = () => {} } = options;
  const state = new SimulatorState(corp, callsToKeep);
  const control = new Control(state);
  const server = createSimulatorServer({ state, log });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const shownHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shownHost}:${address.port}`,
    port: address.port,
    state,
    control,
    close: () =>
      new Promise((resolve) => {
        state.postman.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
