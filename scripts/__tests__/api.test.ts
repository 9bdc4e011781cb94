/**
 * The interface is written down twice: in docs/api.md for people, in src/swagger for NocoBase's API documentation. What
 * both say has to be the same.
 */
import fs from 'node:fs';
import { WECOM_ERROR_CODES } from '../../src/shared/constants';
import swagger from '../../src/swagger';
import { fromRoot } from '../paths';
import { codeBlocks, headings, section, tables } from './support/markdown';

interface Operation {
  parameters?: { name: string; required?: boolean }[];
  requestBody?: { content: { 'application/json': { schema: { properties: object } } } };
  responses: Record<string, object>;
}

const text = fs.readFileSync(fromRoot('docs', 'api.md'), 'utf8');
const METHODS = ['get', 'post', 'put', 'delete'];
const operations = Object.entries(swagger.paths).flatMap(([path, item]) =>
  Object.entries(item as unknown as Record<string, Operation>)
    .filter(([method]) => METHODS.includes(method))
    .map(([method, operation]) => ({ title: `${method.toUpperCase()} /api${path}`, operation })),
);
const { WeComRefusal, WeComCheckedSetting } = swagger.components.schemas;

/** The part of the document about one request, and what stands in its tables and examples. */
function described(title: string) {
  const part = section(text, title);
  const code = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  return {
    part,
    table: (head: string) =>
      tables(part)
        .find(([cells]) => cells?.[0] === head)
        ?.slice(1),
    names: (head: string) =>
      described(title)
        .table(head)
        ?.flatMap(([first]) => code(first)),
    examples: codeBlocks(part).map((block) => JSON.parse(block.split('\n').slice(1, -1).join('\n'))),
  };
}

const keys = (value: object | undefined) => Object.keys(value ?? {}).sort();

const ownParts = headings(text)
  .map(({ title }) => title)
  .filter((title) => / \/api\//.test(title));
/** Requests that have a row of a table instead of a part of their own: method, path, parameters and names in the body. */
const rows = tables(text)
  .flat()
  .flatMap(([first = '']) => [...first.matchAll(/`(GET|POST) (\/api\/\w+:\w+)/g)].map((found) => ({ first, found })))
  .map(({ first, found: [, method, path] }) => ({ title: `${method} ${path}`, first }));

it('knows the same requests in both', () => {
  const requests = [...ownParts, ...rows.map(({ title }) => title)];
  expect(requests.sort()).toEqual(operations.map(({ title }) => title).sort());
});

it.each(rows)('$title has the same parameters and the same names in its body', ({ title, first }) => {
  const operation = operations.find((one) => one.title === title)?.operation;
  const query = [...first.matchAll(/[?&](\w+)=/g)].map(([, name]) => name);
  expect(query).toEqual((operation?.parameters ?? []).map(({ name }) => name));
  const body = [...first.matchAll(/\{([^}]*)\}/g)].flatMap(
    ([, names = '']) => names.match(/\w+(?=\??(?:,|:|$))/g) ?? [],
  );
  expect(body.sort()).toEqual(keys(operation?.requestBody?.content['application/json'].schema.properties));
});

const detailed = operations.filter(({ title }) => ownParts.includes(title));

describe.each(detailed)('$title', ({ title, operation }) => {
  it('has the same parameters, of which the same are required', () => {
    const { table } = described(title);
    const documented = (table('Parameter') ?? []).map(([name = '', meaning = '']) => ({
      name: name.replaceAll('`', ''),
      required: /; required$/.test(meaning),
    }));
    expect(documented).toEqual((operation.parameters ?? []).map(({ name, required = false }) => ({ name, required })));
  });

  it('has the same answers', () => {
    const { part, table } = described(title);
    // Examples have numbers, too, but only tables and sentences name a status.
    const prose = part.replace(/```[\s\S]*?```/g, '');
    const listed = [
      ...(table('Status') ?? []).map(([status]) => status),
      ...(table('Code') ?? []).map((row) => row[1]),
    ];
    const statuses =
      [listed.join(' '), prose.match(/answer is always \d{3}/)?.[0]].join(' ').match(/\b[2-5]\d\d\b/g) ?? [];
    const refusals = Object.keys(operation.responses).filter((status) => status !== '200');
    expect([...new Set(statuses)].sort()).toEqual(refusals.sort());
  });
});

describe('the body of', () => {
  const post = (path: '/auth:signIn' | '/wecom:checkSettings') =>
    (swagger.paths[path] as unknown as { post: Operation }).post.requestBody?.content['application/json'].schema
      .properties;

  it('a sign-in, its answer and its refusal', () => {
    const [sent, answer, refusal] = described('POST /api/auth:signIn').examples;
    const success = swagger.paths['/auth:signIn'].post.responses[200].content['application/json'].schema.properties;
    expect(keys(sent)).toEqual(keys(post('/auth:signIn')));
    expect(keys(answer.data)).toEqual(keys(success));
    expect(keys(refusal.errors[0])).toEqual(keys(WeComRefusal.properties.errors.items.properties));
  });

  it('a check of the settings, and a line of its answer', () => {
    const { names, part, examples } = described('POST /api/wecom:checkSettings');
    const sent = (names('Body') ?? []).map((json) => json.match(/"(\w+)"/)?.[1]).sort();
    expect(sent).toEqual(keys(post('/wecom:checkSettings')));
    const [line] = examples[0].data;
    expect(keys(line)).toEqual(keys(WeComCheckedSetting.properties));
    expect(keys(WeComCheckedSetting.properties.data.properties)).toEqual(expect.arrayContaining(keys(line.data)));
    for (const status of WeComCheckedSetting.properties.status.enum) expect(part).toContain(`\`${status}\``);
  });
});

it('names every check of the settings, and no other', () => {
  // A type has no values at run time, so its text is read.
  const source = fs.readFileSync(fromRoot('src', 'server', 'settings-check', 'finding.ts'), 'utf8');
  const ids = [...(/export type CheckId =([^;]*);/.exec(source)?.[1] ?? '').matchAll(/'([\w-]+)'/g)].map(
    ([, id]) => id,
  );
  const sentence = /Checks: ([^.]*)\./.exec(section(text, 'POST /api/wecom:checkSettings'))?.[1] ?? '';
  expect(ids).not.toEqual([]);
  expect([...sentence.matchAll(/`([\w-]+)`/g)].map(([, id]) => id).sort()).toEqual(ids.sort());
});

it('has every error code of a refused sign-in, and no other', () => {
  const { names } = described('POST /api/auth:signIn');
  expect(names('Code')?.sort()).toEqual([...WECOM_ERROR_CODES].sort());
  expect([...WeComRefusal.properties.errors.items.properties.code.enum].sort()).toEqual([...WECOM_ERROR_CODES].sort());
});

it('has the options of the README, which has those of the form', () => {
  const [{ options }] = described('Authenticators').examples;
  const { public: shown, ...own } = options;
  const documented = [...Object.keys(own), ...Object.keys(shown).map((name) => `public.${name}`)];
  const readme = tables(section(fs.readFileSync(fromRoot('README.md'), 'utf8'), 'Options'))[0] ?? [];
  const stored = readme.slice(1).flatMap(([, cell]) => cell?.match(/`([\w.]+)`/)?.[1] ?? []);
  expect(documented.sort()).toEqual(stored.sort());
});
