/** `npm run demo`: a real NocoBase with this plugin and a simulated WeCom, ready to be clicked. */
import fs from 'node:fs';
import path from 'node:path';
import { completeCorp, type Simulator, startSimulator } from '../../simulator';
import { packPlugin } from '../build/pack';
import { type RunningNocoBase, startNocoBase, upgradeNocoBase } from '../nocobase';
import { installedPlugin, rememberPlugin, replacePlugin } from '../nocobase/plugin-files';
import { DEMO_FOLDER } from '../paths';
import { isPortTaken } from '../ports';
import { prepareData } from './data';
import { prepareDirectory } from './directory';
import { guide } from './guide';
import { prepareMessages } from './messages';
import { type DemoOptions, demoOptions, USAGE } from './options';
import { startWeComView, type WeComView } from './wecom-view';

const APP_FOLDER = path.join(DEMO_FOLDER, 'app');

/** Whatever runs, in the order in which it has to be stopped. */
const running: { nocobase?: RunningNocoBase; simulator?: Simulator; wecomView?: WeComView } = {};

async function main(): Promise<void> {
  const options = demoOptions(process.argv.slice(2));
  if (options === 'help') return console.log(USAGE);
  await refuseTakenPorts(options);
  if (options.fresh) fs.rmSync(DEMO_FOLDER, { recursive: true, force: true });

  progress('Building the plugin');
  const tgz = await packPlugin(DEMO_FOLDER);
  progress('Starting the WeCom simulator');
  running.simulator = await startDemoSimulator(options);
  running.nocobase = await startDemoNocoBase(options, tgz);
  await prepareData(running.nocobase.api, running.simulator, running.nocobase.origin);
  progress('Preparing the directory');
  await prepareDirectory(running.nocobase.api, running.simulator);
  // Last: its workflow writes by itself when a user is new, and SQLite lets only one write at a time.
  await prepareMessages(running.nocobase.api);
  running.wecomView = await startWeComView(running.nocobase.origin, options.wecomPort);
  console.log(guide(running.nocobase, running.simulator.url, running.wecomView.origin));
}

async function refuseTakenPorts({ port, simulatorPort, wecomPort }: DemoOptions): Promise<void> {
  for (const [option, wanted] of [
    ['--port', port],
    ['--simulator-port', simulatorPort],
    ['--wecom-port', wecomPort],
  ] as const) {
    if (!(await isPortTaken(wanted))) continue;
    throw new Error(
      `Port ${wanted} is taken, perhaps by another demo. Choose another: npm run demo -- ${option} ${wanted + 10}`,
    );
  }
}

async function startDemoSimulator({ port, wecomPort, simulatorPort }: DemoOptions): Promise<Simulator> {
  const corp = completeCorp();
  const app = corp.apps[0];
  if (app) {
    app.homeUrl = `http://127.0.0.1:${port}/api/wecom:authorize?authenticator=wecom`;
    app.clientOrigin = `http://127.0.0.1:${wecomPort}`;
  }
  return startSimulator({ port: simulatorPort, corp });
}

async function startDemoNocoBase({ port }: DemoOptions, tgz: string): Promise<RunningNocoBase> {
  const before = installedPlugin(APP_FOLDER, tgz);
  if (before === 'other') {
    progress('Putting the newly built plugin into the demo of the last run');
    replacePlugin(APP_FOLDER, tgz);
    await upgradeNocoBase({ folder: APP_FOLDER });
  }
  const nocobase = await startNocoBase({ folder: APP_FOLDER, port, onProgress: (step) => progress(sentence(step)) });
  // Known before anything else can fail, so that it is stopped then, too.
  running.nocobase = nocobase;
  if (before === 'none') {
    progress('Adding and enabling the plugin');
    await nocobase.api.signIn();
    await nocobase.api.uploadPlugin(tgz);
    await nocobase.api.enablePlugins();
    rememberPlugin(APP_FOLDER, tgz);
  }
  return nocobase;
}

function progress(step: string): void {
  console.log(`- ${step} ...`);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

async function stop(code: number): Promise<void> {
  await running.wecomView?.close();
  await running.nocobase?.stop();
  await running.simulator?.close();
  process.exit(code);
}

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    console.log('\nStopping ...');
    stop(0).catch(() => process.exit(1));
  });
}

main().catch((error) => {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  stop(1).catch(() => process.exit(1));
});
