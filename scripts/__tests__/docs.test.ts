import fs from 'node:fs';
import path from 'node:path';
import { ERROR_PAGES, REASON_PAGES } from '../../src/client-shared/callback/error-pages';
import {
  ACCOUNT_FIELDS,
  ADVANCED_FIELDS,
  APP_FIELDS,
  EVENT_FIELDS,
  SIGN_IN_FIELDS,
} from '../../src/client-shared/settings/fields';
import enUS from '../../src/locale/en-US.json';
import zhCN from '../../src/locale/zh-CN.json';
import { KNOWN_ERRCODES, meaningOf } from '../../src/server/wecom-api/errcodes';
import { fromRoot } from '../paths';
import { codeBlocks, headings, images, isLocal, links, section, slug, tables, withoutCode } from './support/markdown';

/** For administrators: in both languages. `README` stands for `README.md` and `README.zh-CN.md`. */
const FOR_ADMINISTRATORS = [
  'README',
  'docs/setup',
  'docs/troubleshooting',
  'docs/who-is-who',
  'docs/ways-in',
  'docs/messages',
  'docs/directory',
  'docs/deployment',
  'docs/clusters',
];
const LANGUAGES = [
  { ending: '.md', sentences: enUS as Record<string, string> },
  { ending: '.zh-CN.md', sentences: zhCN as Record<string, string> },
];
const DOCUMENTS = [
  ...fs.readdirSync(fromRoot()).filter((name) => name.endsWith('.md')),
  ...['docs', 'simulator', 'bench'].flatMap((folder) =>
    (fs.existsSync(fromRoot(folder)) ? fs.readdirSync(fromRoot(folder)) : [])
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];
/** What people see in the settings. */
const QUOTED = ['Check settings', 'Copy the details', 'To paste into the WeCom console', 'Advanced'];
const read = (file: string) => fs.readFileSync(fromRoot(file), 'utf8');

/** All sources of this repository. Documents name them by the last part of their path. */
const FILES = ['src', 'simulator', 'e2e', 'bench', 'scripts'].flatMap((folder) =>
  (fs.readdirSync(fromRoot(folder), { recursive: true }) as string[]).map((file) =>
    [folder, ...file.split(path.sep)].join('/'),
  ),
);

const PAIRS = FOR_ADMINISTRATORS.map((name) => [`${name}.md`, `${name}.zh-CN.md`] as const);

it('has a Chinese document beside each English one for administrators, and no other', () => {
  const chinese = DOCUMENTS.filter((file) => file.endsWith('.zh-CN.md'));
  expect(chinese.sort()).toEqual(PAIRS.map(([, file]) => file).sort());
});

describe.each(PAIRS)('%s and %s', (englishFile, chineseFile) => {
  const [english, chinese] = [read(englishFile), read(chineseFile)];

  it('have the same headings, level by level', () => {
    expect(headings(chinese).map(({ level }) => level)).toEqual(headings(english).map(({ level }) => level));
  });

  it('show the same pictures at the same places, each in its language', () => {
    const plain = (text: string) => images(text).map((file) => file.replace(/-(zh-cn|en-us)\.webp$/, '.webp'));
    expect(plain(chinese)).toEqual(plain(english));
    expect(images(chinese).every((file) => file.endsWith('-zh-cn.webp'))).toBe(true);
    expect(images(english).every((file) => file.endsWith('-en-us.webp'))).toBe(true);
  });

  it('have the same code to copy', () => {
    expect(codeBlocks(chinese)).toEqual(codeBlocks(english));
  });

  it('have tables of the same size', () => {
    const sizes = (text: string) => tables(text).map((rows) => [rows.length, rows[0]?.length]);
    expect(sizes(chinese)).toEqual(sizes(english));
  });

  it('lead to the same places, each in its language where there are two', () => {
    const places = (file: string, text: string) => links(text).map((target) => place(file, target));
    // Each begins with a link to the other.
    expect(places(chineseFile, chinese).slice(1)).toEqual(places(englishFile, english).slice(1));
  });
});

/** The place that a link means, whatever the language: the English file, and which of its headings. */
function place(from: string, target: string): string {
  if (!isLocal(target)) return target;
  const [name = '', anchor] = target.split('#');
  const file = name === '' ? from : path.join(path.dirname(from), name);
  const heading = anchor === undefined ? '' : headings(read(file)).findIndex(({ title }) => slug(title) === anchor);
  return `${file.replace('.zh-CN', '')}#${heading}`;
}

describe.each(LANGUAGES)('the documents that end in $ending', ({ ending, sentences }) => {
  const texts = FOR_ADMINISTRATORS.map((name) => read(name + ending));
  const rows = texts.flatMap(tables);
  const table = (heading: RegExp) => rows.find(([head]) => heading.test(head?.join('|') ?? '')) ?? [];

  it('explain every option of the form by the name that the form gives it, and where it is stored', () => {
    const explained = table(/^(选项|Option)\|/).map(([name, stored]) =>
      [name, stored?.replaceAll('`', '')].join(' = '),
    );
    const options = [...APP_FIELDS, ...SIGN_IN_FIELDS, ...ACCOUNT_FIELDS, ...ADVANCED_FIELDS, ...EVENT_FIELDS].map(
      ({ label, path }) => `${sentences[label]} = ${path.join('.')}`,
    );
    // These two have inputs of their own.
    const others = [
      `${sentences['Domain verification file']} = verifyFile`,
      sentences['Workbench application homepage link'],
    ];
    expect(
      explained
        .slice(1)
        .map((option) => option.replace(/ = (不存储|not stored)$/, ''))
        .sort(),
    ).toEqual([...options, ...others].sort());
  });

  it('advise on every errcode that an administrator can cause, and on none that the plugin does not know', () => {
    const advised = table(/^errcode\|/).flatMap(([codes]) => (codes?.match(/\d+/g) ?? []).map(Number));
    expect(advised.filter((code) => !KNOWN_ERRCODES.includes(code))).toEqual([]);
    expect(KNOWN_ERRCODES.filter((code) => isForAdministrators(code) && !advised.includes(code))).toEqual([]);
  });

  it('advise on every page that a refused sign-in can end on', () => {
    const symptoms = table(/^(现象|Symptom)\|/)
      .map(([symptom]) => symptom)
      .join();
    const pages = [ERROR_PAGES, REASON_PAGES].flatMap((pages) => Object.values(pages));
    expect(pages.map(({ title }) => `“${sentences[title]}”`).filter((title) => !symptoms.includes(title))).toEqual([]);
  });

  it('quote buttons and headings as the interface has them', () => {
    const quoted = texts.map(withoutCode).join();
    for (const key of QUOTED) expect(quoted).toContain(sentences[key]);
  });
});

/** The administrator has to act: wrong settings, or a member who is not allowed in. Faults of the plugin are ours. */
function isForAdministrators(errcode: number): boolean {
  const { code, advice } = meaningOf(errcode);
  return (code === 'WECOM_SETTINGS' && !/report it/.test(advice)) || code === 'WECOM_NOT_VISIBLE' || errcode === 45009;
}

describe.each(DOCUMENTS)('%s', (file) => {
  const text = read(file);

  it('names only files that there are', () => {
    const named = [...withoutCode(text).matchAll(/`([\w./-]+\.(?:tsx?|mjs|e2e))`/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !FILES.some((file) => `/${file}`.endsWith(`/${name}`)))).toEqual([]);
  });

  it('has no broken link, anchor or picture', () => {
    const broken = [...links(text), ...images(text)].filter(isLocal).filter((target) => !leadsSomewhere(file, target));
    expect(broken).toEqual([]);
  });
});

function leadsSomewhere(file: string, target: string): boolean {
  const [name = '', anchor] = target.split('#');
  const found = name === '' ? file : path.join(path.dirname(file), name);
  if (!fs.existsSync(fromRoot(found))) return false;
  return anchor === undefined || headings(read(found)).some(({ title }) => slug(title) === anchor);
}

it('docs/architecture.md names every room', () => {
  const [plan = ''] = codeBlocks(section(read('docs/architecture.md'), 'Rooms'));
  const rooms = ['src', 'src/server']
    .flatMap((folder) => fs.readdirSync(fromRoot(folder)))
    .filter((name) => !['__tests__', 'index.ts'].includes(name));
  expect(rooms.filter((name) => !new RegExp(`(^|[ ,])${name}(/|[ ,]|$)`, 'm').test(plan))).toEqual([]);
});
