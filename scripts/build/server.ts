import fs from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { fromRoot } from '../paths';
import { isProvidedToServer } from './packages';

/** Folders of src/server that NocoBase reads file by file; the rest is one bundle. */
const READ_BY_PATH = ['collections', 'migrations', 'commands'];

const leaveOutProvidedPackages: Plugin = {
  name: 'leave-out-provided-packages',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, ({ path: specifier, kind }) =>
      kind !== 'entry-point' && isProvidedToServer(specifier) ? { path: specifier, external: true } : undefined,
    );
  },
};

/** Makes dist/server (CommonJS): one bundle, and one file for each collection and migration. */
export async function buildServer(): Promise<void> {
  const source = fromRoot('src', 'server');
  const entries = [
    path.join(source, 'index.ts'),
    ...READ_BY_PATH.flatMap((folder) => sources(path.join(source, folder))),
  ];
  await bundle(entries, source, fromRoot('dist', 'server'));
}

/** Makes dist/swagger, the HTTP API as NocoBase's API documentation plugin reads it, if there is one. */
export async function buildApiDocumentation(): Promise<void> {
  const source = fromRoot('src', 'swagger');
  if (fs.existsSync(source)) await bundle([path.join(source, 'index.ts')], source, fromRoot('dist', 'swagger'));
}

async function bundle(entryPoints: string[], outbase: string, outdir: string): Promise<void> {
  await build({
    entryPoints,
    outbase,
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

function sources(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((name) => /\.ts$/.test(name) && !/\.d\.ts$/.test(name))
    .map((name) => path.join(folder, name));
}
