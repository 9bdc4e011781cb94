/** The floor plan of docs/architecture.md, read from the imports. */
import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const MOST_LINES = 250;

function sources(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === '__tests__' ? [] : sources(name);
    return /\.tsx?$/.test(entry.name) ? [name] : [];
  });
}

const textOf = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');

/** What a file imports: packages by name, files of this repository by their path without extension. */
const importsOf = (file: string) =>
  [...textOf(file).matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
  );

const isBelow = (name: string, place: string) => name === place || name.startsWith(`${place}/`);
const wrongImports = (place: string, isWrong: (name: string) => boolean) =>
  sources(place).flatMap((file) =>
    importsOf(file)
      .filter(isWrong)
      .map((name) => `${file} imports ${name}`),
  );

/** A room of the server: a folder, or a loose file, which is named as files import it. */
function roomOf(file: string): string {
  const [first = ''] = file
    .replace(/\.tsx?$/, '')
    .slice('src/server/'.length)
    .split('/');
  return first;
}

const server = sources('src/server');
const folders = [...new Set(server.filter((file) => file.split('/').length > 3).map(roomOf))];

it('only src/server/http and plugin.ts know a request', () => {
  const knows = (file: string) =>
    importsOf(file).some((name) => /^(koa|@nocobase\/actions)$/.test(name)) ||
    /import \{[^}]*\bGateway\b[^}]*\} from '@nocobase\/server'|\bctx\b\s*[:,)}]/.test(textOf(file));
  const mayKnow = (file: string) => isBelow(file, 'src/server/http') || ADAPTERS.includes(file);
  expect(server.filter((file) => knows(file) && !mayKnow(file))).toEqual([]);
});

/** Where NocoBase itself hands over a `ctx`. */
const ADAPTERS = ['src/server/plugin.ts'];

it.each([
  ['src/server/wecom-api', 'knows nothing of NocoBase', /^@nocobase\/|^src\/server\/(?!wecom-api|set-if-absent)/],
  ['src/shared', 'stands alone', /^(?!src\/shared\/)/],
  [
    'src/client-shared',
    'is for both clients and knows no server',
    /^(node:|@nocobase\/(?!client-v2)|src\/(server|client|client-v2)\/)/,
  ],
  ['src/client', 'knows neither server nor the other client', /^@nocobase\/client-v2|^src\/(server|client-v2)\//],
  [
    'src/client-v2',
    'knows neither server nor the other client',
    /^@nocobase\/client$|^@formily|^src\/(server|client)\//,
  ],
  ['simulator', 'knows nothing of the plugin', /^@nocobase|^src\//],
])('%s %s', (place, _rule, wrong) => {
  expect(wrongImports(place, (name) => wrong.test(name))).toEqual([]);
});

it('rooms of the server import each other in one direction only', () => {
  const arrows = new Map<string, Set<string>>();
  for (const file of server) {
    const from = roomOf(file);
    const to = arrows.get(from) ?? new Set<string>();
    for (const name of importsOf(file)) {
      if (name.startsWith('src/server/') && roomOf(name) !== from) to.add(roomOf(name));
    }
    arrows.set(from, to);
  }
  // Takes away rooms that import nobody who is left, until none is left or the rest go round in circles.
  const left = new Map(arrows);
  for (let taken = true; taken; ) {
    taken = false;
    for (const [room, to] of left) {
      if ([...to].some((name) => left.has(name))) continue;
      left.delete(room);
      taken = true;
    }
  }
  expect([...left.keys()]).toEqual([]);
  const between = folders.flatMap((room) => [...(arrows.get(room) ?? [])].filter((name) => folders.includes(name)));
  expect(between.length).toBeLessThanOrEqual(35);
  expect(folders.length).toBeLessThanOrEqual(14);
  expect(server.filter((file) => file.split('/').length === 3).length).toBeLessThanOrEqual(7);
});

it('no file is longer than a few screens', () => {
  const long = ['src', 'simulator', 'scripts', 'bench', 'e2e']
    .flatMap(sources)
    .filter((file) => textOf(file).split('\n').length - 1 > MOST_LINES);
  expect(long).toEqual([]);
});
