import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { fromRoot } from '../../../scripts/paths';

export const PEER_PACKAGE = '@nocobase/plugin-wecom-bench';

/** Puts the plugin where NocoBase finds it when it starts. */
export async function installPeerPlugin(folder: string): Promise<void> {
  const target = path.join(folder, 'storage', 'plugins', PEER_PACKAGE);
  await build({
    entryPoints: [fromRoot('bench', 'peers', 'plugin', 'index.ts')],
    outfile: path.join(target, 'dist', 'server', 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['@nocobase/*'],
  });
  const json = { name: PEER_PACKAGE, version: '0.0.1', main: 'dist/server/index.js' };
  fs.writeFileSync(path.join(target, 'package.json'), JSON.stringify(json));
  fs.writeFileSync(path.join(target, 'server.js'), "module.exports = require('./dist/server');\n");
  // The page of the legacy client wants a bundle of every plugin.
  const client = 'define([],()=>({default:class{async afterAdd(){}async beforeLoad(){}async load(){}}}))';
  fs.mkdirSync(path.join(target, 'dist', 'client'), { recursive: true });
  fs.writeFileSync(path.join(target, 'dist', 'client', 'index.js'), client);
  fs.writeFileSync(path.join(target, 'client.js'), "module.exports = require('./dist/client');\n");
}
