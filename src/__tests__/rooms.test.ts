/** Who may import whom, as docs/architecture.md says. */
import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const SHARED = ['constants', 'error-messages', 'wecom-browser', 'public-pages', 'settings-rules'].map(
  (file) => `src/${file}`,
);
const server = (...rooms: string[]) => rooms.map((room) => `src/server/${room}`);

/** What a room may import of this repository, itself and what is shared apart; and packages that it must not know. */
const ROOMS: Record<string, { may: string[]; not?: RegExp }> = {
  'src/server/wecom-api': { may: server('claim'), not: /^@nocobase/ },
  'src/server/accounts': { may: server('errors'), not: /^@nocobase\/(?!database)|koa/ },
  'src/server/sign-in': {
    may: server('wecom-api', 'accounts', 'settings', 'errors', 'claim', 'seal'),
    not: /^@nocobase\/(?!database)/,
  },
  'src/server/settings': { may: server('seal', 'errors'), not: /^@nocobase\/(actions|auth)/ },
  'src/server/authenticators': { may: server('settings'), not: /^(axios|https)/ },
  'src/server/privacy': { may: [] },
  'src/server/settings-check': {
    may: server(
      'wecom-api',
      'settings',
      'sign-in',
      'gateway',
      'authenticators',
      'wecom-service',
      'accounts',
      'errors',
      'seal',
    ),
    not: /^@nocobase\/actions/,
  },
  'src/client-shared': { may: [], not: /^(node:|@nocobase\/(?!client-v2))/ },
  'src/client': { may: ['src/client-shared'], not: /client-v2/ },
  'src/client-v2': { may: ['src/client-shared'], not: /^@nocobase\/client$|^@formily/ },
  simulator: { may: [], not: /^@nocobase/ },
};

function sources(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === '__tests__' ? [] : sources(name);
    return /\.tsx?$/.test(entry.name) ? [name] : [];
  });
}

const importsOf = (file: string) =>
  [...fs.readFileSync(path.join(ROOT, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
  );

it.each(Object.entries(ROOMS))('%s imports only what it may know', (room, { may, not }) => {
  const isBelow = (name: string, place: string) => name === place || name.startsWith(`${place}/`);
  const allowed = [room, ...may, ...(room.startsWith('src') ? SHARED : [])];
  const wrong = sources(room).flatMap((file) =>
    importsOf(file)
      .filter((name) =>
        /^(src|simulator|scripts|e2e|bench)\//.test(name)
          ? !allowed.some((place) => isBelow(name, place))
          : (not?.test(name) ?? false),
      )
      .map((name) => `${file} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});
