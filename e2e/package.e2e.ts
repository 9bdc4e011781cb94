/** What is in the .tgz, as far as NocoBase looks at it before it runs any of it. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isProvidedToBrowser, type Lane } from '../scripts/build/packages';
import { fromRoot } from '../scripts/paths';
import { sharedNocoBase } from './support';

const files = () => execFileSync('tar', ['-tzf', sharedNocoBase().tgz], { encoding: 'utf8' }).trim().split('\n');
const read = (file: string) =>
  execFileSync('tar', ['-xzOf', sharedNocoBase().tgz, `package/${file}`], { encoding: 'utf8', maxBuffer: 1e8 });

it('has everything that NocoBase loads by its path', () => {
  const wanted = [
    'package.json',
    'server.js',
    'client.js',
    'client-v2.js',
    'dist/externalVersion.js',
    'dist/server/index.js',
    'dist/server/collections/wecom-accounts.js',
    'dist/client/index.js',
    'dist/client-v2/index.js',
    ...['en-US', 'zh-CN', 'zh-TW', 'ja-JP'].map((language) => `dist/locale/${language}.json`),
    'LICENSE',
    'README.md',
  ];
  expect(files()).toEqual(expect.arrayContaining(wanted.map((file) => `package/${file}`)));
});

it('has no sources, tests, source maps or packages of others', () => {
  expect(files().filter((file) => /__tests__|\/src\/|node_modules|\.map$|(?<!\.d)\.tsx?$/.test(file))).toEqual([]);
});

it('has the declarations of every source file', () => {
  const sources = (fs.readdirSync(fromRoot('src'), { recursive: true }) as string[])
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('__tests__'));
  const declared = files().filter((file) => file.startsWith('package/dist/') && file.endsWith('.d.ts'));
  expect(declared.sort()).toEqual(sources.map((file) => `package/dist/${file.replace(/\.tsx?$/, '.d.ts')}`).sort());
});

it('does not tie itself to one minor release of NocoBase', () => {
  const names = Object.keys(evaluate(read('dist/externalVersion.js')));
  expect(names.filter((name) => name.startsWith('@nocobase/'))).toEqual([]);
});

it('asks NocoBase for nothing at run time that has to be installed', () => {
  const manifest = JSON.parse(read('package.json'));
  expect(manifest.dependencies).toBeUndefined();
  expect(Object.values(manifest.peerDependencies)).toEqual(Object.keys(manifest.peerDependencies).map(() => '2.x'));
});

describe.each([
  ['client', '@nocobase/plugin-auth-wecom'],
  ['client-v2', '@nocobase/plugin-auth-wecom/client-v2'],
] as [Lane, string][])('the bundle dist/%s', (lane, name) => {
  it('is an AMD module with the name that the client asks for, and needs only what the client shares', () => {
    const [, defined, dependencies] = /define\("([^"]+)",\s*(\[[^\]]*\])/.exec(read(`dist/${lane}/index.js`)) ?? [];
    expect(defined).toBe(name);
    for (const dependency of JSON.parse(dependencies ?? '[]')) {
      expect([dependency, isProvidedToBrowser(dependency, lane)]).toEqual([dependency, true]);
    }
  });
});

/** The exports of a CommonJS module that requires nothing. */
function evaluate(source: string): Record<string, unknown> {
  const module = { exports: {} };
  new Function('module', source)(module);
  return module.exports;
}
