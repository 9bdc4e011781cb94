import fs from 'node:fs';
import path from 'node:path';
import { fromRoot, TEST_FOLDER } from '../../paths';
import { emitDeclarations } from '../declarations';

const FOLDER = path.join(TEST_FOLDER, 'declarations');
const OUT = path.join(FOLDER, 'dist');

/** A small project that is compiled as the plugin is. */
beforeAll(() => {
  fs.rmSync(FOLDER, { recursive: true, force: true });
  fs.mkdirSync(path.join(FOLDER, 'src', 'room'), { recursive: true });
  fs.writeFileSync(path.join(FOLDER, 'src', 'index.ts'), "export { one } from './room/one';\n");
  fs.writeFileSync(path.join(FOLDER, 'src', 'room', 'one.ts'), 'export const one = 1;\n');
  fs.writeFileSync(
    path.join(FOLDER, 'tsconfig.json'),
    JSON.stringify({
      extends: fromRoot('tsconfig.build.json'),
      compilerOptions: { rootDir: 'src', outDir: 'dist', types: [] },
      include: ['src'],
    }),
  );
});

it('has the declarations of every file again when a second build has removed those of the first', () => {
  const builds = [1, 2].map(() => {
    fs.rmSync(OUT, { recursive: true, force: true });
    emitDeclarations(path.join(FOLDER, 'tsconfig.json'));
    return fs.readdirSync(OUT, { recursive: true }).sort();
  });

  expect(builds[0]).toEqual(['index.d.ts', 'room', path.join('room', 'one.d.ts')]);
  expect(builds[1]).toEqual(builds[0]);
});
