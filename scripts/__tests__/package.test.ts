/** What `npm pack` puts into the package, as far as it needs no build. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fromRoot } from '../paths';
import { images, isLocal, links } from './support/markdown';

const manifest = JSON.parse(fs.readFileSync(fromRoot('package.json'), 'utf8'));
let packed: { path: string; size: number }[];

beforeAll(() => {
  const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: fromRoot(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  packed = JSON.parse(printed)[0].files;
});

it('has the documents for administrators, with every link and picture in them', () => {
  const files = packed.map((file) => file.path);
  const documents = files.filter((file) => file.endsWith('.md'));
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'README.zh-CN.md', 'docs/setup.md', 'SECURITY.md']));
  const dead = documents.flatMap((document) => {
    const text = fs.readFileSync(fromRoot(document), 'utf8');
    return [...links(text), ...images(text)]
      .filter(isLocal)
      .map((target) => path.posix.join(path.posix.dirname(document), target.split('#')[0] || path.basename(document)))
      .filter((target) => !files.includes(target))
      .map((target) => `${document}: ${target}`);
  });
  expect(dead).toEqual([]);
});

it('has no picture that no document shows', () => {
  const documents = packed.filter((file) => file.path.endsWith('.md')).map((file) => file.path);
  const shown = documents.flatMap((document) =>
    images(fs.readFileSync(fromRoot(document), 'utf8')).map((file) => path.basename(file)),
  );
  const pictures = packed.map((file) => file.path).filter((file) => file.startsWith('docs/images/'));
  expect(pictures.filter((file) => !shown.includes(path.basename(file)))).toEqual([]);
});

it('leaves room below 1 MB, the most that nginx takes unless it is told otherwise', () => {
  // Pictures hardly get smaller in a .tgz; the build is some 200 kB there.
  const pictures = packed.filter((file) => file.path.startsWith('docs/images/'));
  expect(pictures.reduce((bytes, { size }) => bytes + size, 0)).toBeLessThan(750_000);
});

it('is built before a plain `npm pack`, and cannot be published by accident', () => {
  expect(manifest.scripts.prepack).toBe('node scripts/build.mjs');
  expect(manifest.private).toBe(true);
});
