import fs from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { fromRoot } from '../paths';
import { isProvidedToServer } from './packages';

const leaveOutProvidedPackages: Plugin = {
  name: 'leave-out-provided-packages',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, ({ path: specifier, kind }) =>
      kind !== 'entry-point' && isProvidedToServer(specifier) ? { path: specifier, external: true } : undefined,
    );
  },
};

/** Makes dist/server (CommonJS): one bundle, and one file for each collection, which NocoBase reads by path. */
export async function buildServer(): Promise<void> {
  const source = fromRoot('src', 'server');
  const collections = fs
    .readdirSync(path.join(source, 'collections'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join('collections', name));
  await bundle(source, ['index.ts', ...collections], fromRoot('dist', 'server'));
}

/** Makes dist/swagger, the HTTP API as NocoBase's API documentation plugin reads it. */
export async function buildApiDocumentation(): Promise<void> {
  await bundle(fromRoot('src', 'swagger'), ['index.ts'], fromRoot('dist', 'swagger'));
}

async function bundle(source: string, entries: string[], outdir: string): Promise<void> {
  await build({
    entryPoints: entries.map((entry) => path.join(source, entry)),
    outbase: source,
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'warning',
    plugins: [leaveOutProvidedPackages],
  });
}
