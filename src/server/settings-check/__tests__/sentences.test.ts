import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSettings } from '../../settings/parse';
import { SINGLE_AUTO_LOGIN } from '../../settings/single-auto-login';
import { SECRET_WOULD_MOVE } from '../../settings/stored-secret';
import { KNOWN_ERRCODES, meaningOf } from '../../wecom-api/errcodes';

const SRC = path.join(__dirname, '../../..');
const FOLDERS = ['server/settings-check', 'shared/settings'];
const LANGUAGES = ['en-US', 'zh-CN', 'zh-TW', 'ja-JP'];

function sentencesOf(language: string): Record<string, string> {
  return JSON.parse(readFileSync(path.join(SRC, `locale/${language}.json`), 'utf8'));
}

/** Text literals of the sources that look like a sentence, or a part of one: with a capital letter or a placeholder first. */
function literals(): string[] {
  return FOLDERS.flatMap((folder) => readdirSync(path.join(SRC, folder)).map((name) => path.join(SRC, folder, name)))
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'((?:[A-Z]|\{\{)[^'\n]* [^'\n]*)'/g)])
    .map(([, text = '']) => text);
}

function problems(): string[] {
  const parsed = parseSettings('wecom', { apiBaseUrl: 'x', proxyUrl: 'x' });
  return 'problems' in parsed ? parsed.problems.map(({ message }) => message) : [];
}

const KEYS = [
  ...new Set([
    ...literals(),
    ...[...KNOWN_ERRCODES, 99999].map((errcode) => meaningOf(errcode).advice),
    ...problems(),
    SINGLE_AUTO_LOGIN,
    SECRET_WOULD_MOVE,
  ]),
];

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*\w+\s*\}\}/g)].map(([name]) => name).sort();

it('finds the sentences of the check in its sources', () => {
  expect(KEYS.length).toBeGreaterThan(130);
  expect(KEYS).toContain('The origin leads to this NocoBase.');
  expect(problems()).toHaveLength(6);
});

it.each(LANGUAGES)('has every sentence in %s, with the same placeholders', (language) => {
  const sentences = sentencesOf(language);
  expect(KEYS.filter((key) => !sentences[key])).toEqual([]);
  expect(KEYS.filter((key) => `${placeholders(sentences[key] ?? '')}` !== `${placeholders(key)}`)).toEqual([]);
});

it.each(['zh-CN', 'zh-TW', 'ja-JP'])('leaves no sentence untranslated in %s', (language) => {
  const sentences = sentencesOf(language);
  expect(KEYS.filter((key) => sentences[key] === key && key.length > 20)).toEqual([]);
});
