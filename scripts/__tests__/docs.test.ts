import fs from 'node:fs';
import path from 'node:path';
import enUS from '../../src/locale/en-US.json';
import zhCN from '../../src/locale/zh-CN.json';
import { KNOWN_ERRCODES, meaningOf } from '../../src/server/wecom-api/errcodes';
import { WECOM_ERROR_CODES } from '../../src/shared/error-messages';
import { OPTION_NAMES, optionOf, pathOf } from '../../src/shared/settings/options';
import { fromRoot } from '../paths';
import { codeBlocks, headings, images, isLocal, links, slug, tables, withoutCode } from './support/markdown';

const READMES = { 'README.md': enUS, 'README.zh-CN.md': zhCN } as Record<string, Record<string, string>>;
const DOCUMENTS = [
  ...Object.keys(READMES),
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...['docs', 'simulator', 'bench'].flatMap((folder) =>
    (fs.existsSync(fromRoot(folder)) ? fs.readdirSync(fromRoot(folder)) : [])
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];
/** What people see and look for in the READMEs. */
const QUOTED = [
  'Check settings',
  'Copy the details',
  'To paste into the WeCom console',
  'Advanced',
  'The server refused this address',
  'Open the app in WeCom once',
  'No account found',
  'Account needs attention',
  'No access to this app yet',
  'Account not active',
  'WeCom is not reachable',
  'For members of the company only',
  'Please sign in again',
  'Sign-in is not set up correctly',
  'No role yet',
];
const read = (file: string) => fs.readFileSync(fromRoot(file), 'utf8');

/** Documents that there are in both languages. */
const PAIRS = [
  ['README.md', 'README.zh-CN.md'],
  ['docs/deployment.md', 'docs/deployment.zh-CN.md'],
] as const;

describe.each(PAIRS)('%s and %s', (englishFile, chineseFile) => {
  const [english, chinese] = [read(englishFile), read(chineseFile)];

  it('have the same headings, level by level', () => {
    expect(headings(chinese).map(({ level }) => level)).toEqual(headings(english).map(({ level }) => level));
  });

  it('show the same pictures at the same places, each in its language', () => {
    const plain = (text: string) => images(text).map((file) => file.replace(/-(zh-cn|en-us)\.png$/, '.png'));
    expect(plain(chinese)).toEqual(plain(english));
    expect(images(chinese).every((file) => file.endsWith('-zh-cn.png'))).toBe(true);
    expect(images(english).every((file) => file.endsWith('-en-us.png'))).toBe(true);
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

describe.each(Object.entries(READMES))('%s', (file, sentences) => {
  const text = read(file);
  const rows = tables(text);
  const table = (heading: RegExp) => rows.find(([head]) => heading.test(head?.join('|') ?? '')) ?? [];

  it('explains every option of the form by the name that the form gives it, where it is stored, and its default', () => {
    const [head = [], ...explained] = table(/(^|\|)(Stored as|存储位置)(\||$)/);
    const column = head.findIndex((name) => /^(Stored as|存储位置)$/.test(name));
    const plain = (cell = '') => cell.replaceAll('`', '');
    const stored = explained.filter((row) => row[column]?.startsWith('`'));
    const expected = OPTION_NAMES.map((name) => {
      const option = optionOf(name);
      return [sentences[option.label], pathOf(name).join('.'), option.kind === 'switch' ? '' : (option.default ?? '')];
    });
    // Defaults that are words, such as "off", are not looked at.
    const shown = stored.map((row) => [
      row[0],
      plain(row[column]),
      row[column + 1]?.startsWith('`') ? plain(row[column + 1]) : '',
    ]);
    expect(shown).toEqual(expected);
  });

  it('advises on every errcode that an administrator can cause, and on none that the plugin does not know', () => {
    const advised = table(/^errcode\|/).flatMap(([codes]) => (codes?.match(/\d+/g) ?? []).map(Number));
    expect(advised.filter((code) => !KNOWN_ERRCODES.includes(code))).toEqual([]);
    expect(KNOWN_ERRCODES.filter((code) => isForAdministrators(code) && !advised.includes(code))).toEqual([]);
  });

  it('quotes buttons and headings as the interface has them', () => {
    const quoted = withoutCode(text);
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

it('documents every error code of a refused sign-in', () => {
  const documented = tables(read('docs/api.md')).flatMap((rows) => rows.map(([first]) => first));
  for (const code of WECOM_ERROR_CODES) expect(documented).toContain(`\`${code}\``);
});
