import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ERROR_PAGES, REASON_PAGES } from '../client-shared/callback/error-pages';
import * as sourceFields from '../client-shared/directory/source-fields';
import * as words from '../client-shared/directory/words';
import type { Field } from '../client-shared/settings/fields';
import * as fieldLists from '../client-shared/settings/fields';
import { REFUSED_SENTENCES } from '../server/directory/confirm';
import { PROBLEMS } from '../server/directory/fault';
import { WAIT_SENTENCES } from '../server/directory/suggestions';
import { REASONS } from '../server/directory/summary';
import { ERROR_MESSAGES, messageOf, WECOM_REASONS } from '../shared/error-messages';

const SRC = path.join(__dirname, '..');
const LANGUAGES = ['en-US', 'zh-CN', 'zh-TW', 'ja-JP'];

function locale(language: string): Record<string, string> {
  return JSON.parse(fs.readFileSync(path.join(SRC, 'locale', `${language}.json`), 'utf8'));
}

function sourceFiles(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === '__tests__' || entry.name === 'locale' ? [] : sourceFiles(file);
    return /\.tsx?$/.test(entry.name) ? [file] : [];
  });
}

/** The text of a literal, also of literals joined by `+`. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [literalText(node.left), literalText(node.right)];
    return left !== undefined && right !== undefined ? left + right : undefined;
  }
  return undefined;
}

/** All literals of the source, and those that are handed to a translating function. */
function readSource() {
  const literals = new Set<string>();
  const translated = new Map<string, string>();
  for (const file of sourceFiles(SRC)) {
    const visit = (node: ts.Node): void => {
      const text = literalText(node);
      if (text !== undefined) literals.add(text);
      if (ts.isCallExpression(node)) {
        const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
        const key = node.arguments[0] && literalText(node.arguments[0]);
        if (ts.isIdentifier(name) && ['t', 'tval'].includes(name.text) && key !== undefined) translated.set(key, file);
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true));
  }
  return { literals, translated };
}

const { literals, translated } = readSource();
const english = locale('en-US');

describe('the locales', () => {
  it.each(LANGUAGES)('%s has every sentence, and no other', (language) => {
    expect(Object.keys(locale(language)).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(LANGUAGES)('%s leaves no sentence empty and keeps the placeholders', (language) => {
    const placeholders = (text: string) => (text.match(/\{\{\s*\w+\s*\}\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(locale(language))) {
      expect(text.trim()).not.toBe('');
      expect({ key, has: placeholders(text) }).toEqual({ key, has: placeholders(key) });
    }
  });

  it('English says what the key says', () => {
    expect(Object.entries(english).filter(([key, text]) => key !== text)).toEqual([]);
  });

  it('has no sentence that no code uses', () => {
    expect(Object.keys(english).filter((key) => !literals.has(key))).toEqual([]);
  });

  it('has every sentence that the code translates', () => {
    const fields: Field[] = Object.values({ ...fieldLists, ...sourceFields })
      .filter(Array.isArray)
      .flat();
    const ofDirectory = Object.values(words)
      .flatMap((table) => Object.values(table))
      .flatMap((word) =>
        typeof word === 'string' ? word : [word.label, ...('preview' in word ? [word.preview] : [])],
      );
    const problems = fs.readFileSync(path.join(SRC, 'shared/settings-checks.ts'), 'utf8');
    const used = [
      ...[...problems.matchAll(/'([A-Z][^'\n]* [^'\n]*\.)'/g)].map(([, sentence = '']) => sentence),
      ...translated.keys(),
      ...Object.values(ERROR_MESSAGES),
      ...WECOM_REASONS.map((reason) => messageOf('WECOM_FAILED', reason)),
      ...[...Object.values(ERROR_PAGES), ...Object.values(REASON_PAGES)].flatMap(({ title, happened, advice }) => [
        title,
        happened,
        advice,
      ]),
      ...ofDirectory,
      ...[PROBLEMS, WAIT_SENTENCES, REFUSED_SENTENCES, REASONS].flatMap((sentences) => Object.values(sentences)),
      ...fields.flatMap(({ label, help, choices = [] }) => [
        label,
        ...(help ? [help] : []),
        ...choices.map((one) => one.label),
      ]),
    ];
    expect(used.filter((key) => !(key in english))).toEqual([]);
  });
});
