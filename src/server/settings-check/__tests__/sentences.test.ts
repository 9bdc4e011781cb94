import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NEEDS_MORE_RIGHTS } from '../../settings/guarded';
import { parseSettings } from '../../settings/parse';
import { AUTHENTICATOR_SECRETS } from '../../settings/secret-places';
import { SINGLE_AUTO_LOGIN } from '../../settings/single-auto-login';
import { NO_VARIABLE, TOO_LONG } from '../../settings/to-store';
import { KNOWN_ERRCODES, meaningOf } from '../../wecom-api/errcodes';

const FOLDER = path.join(__dirname, '..');
const LANGUAGES = ['en-US', 'zh-CN', 'zh-TW', 'ja-JP'];

function sentencesOf(language: string): Record<string, string> {
  return JSON.parse(readFileSync(path.join(FOLDER, `../../locale/${language}.json`), 'utf8'));
}

/** Text literals of the sources that look like a sentence, or a part of one: with a capital letter or a placeholder first. */
function literals(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...readFileSync(path.join(FOLDER, name), 'utf8').matchAll(/'((?:[A-Z]|\{\{)[^'\n]* [^'\n]*)'/g),
    ])
    .map(([, text = '']) => text);
}

function problems(): string[] {
  const sealed = { secret: 'sealed:x', proxyUrl: 'http://user:sealed:x@proxy:1' };
  return [{ apiBaseUrl: 'x', proxyUrl: 'x' }, sealed].flatMap((options) => {
    const parsed = parseSettings('wecom', options);
    return 'problems' in parsed ? parsed.problems.map(({ message }) => message) : [];
  });
}

const KEYS = [
  ...new Set([
    ...literals(),
    ...[...KNOWN_ERRCODES, 99999].flatMap((errcode) => {
      const { advice, finding, findingAdvice } = meaningOf(errcode);
      return [advice, finding, findingAdvice].filter((sentence) => sentence !== undefined);
    }),
    ...problems(),
    SINGLE_AUTO_LOGIN,
    NEEDS_MORE_RIGHTS,
    TOO_LONG,
    NO_VARIABLE,
    ...AUTHENTICATOR_SECRETS.map(({ moved }) => moved),
  ]),
];

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*\w+\s*\}\}/g)].map(([name]) => name).sort();

it('finds the sentences of the check in its sources', () => {
  expect(KEYS.length).toBeGreaterThan(130);
  expect(KEYS).toContain('The origin leads to this NocoBase.');
  expect(new Set(problems()).size).toBe(8);
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
