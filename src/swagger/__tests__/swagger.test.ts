import { linkAdministration } from '../../server/http/administration';
import { directoryAdministration } from '../../server/http/directory';
import { WECOM_ERROR_CODES } from '../../shared/constants';
import swagger from '../index';

// What NocoBase's API documentation does with the documents of all plugins.
const { merge } = require('@nocobase/plugin-api-doc/dist/server/swagger/merge');
const { default: ofPluginAuth } = require('@nocobase/plugin-auth/dist/swagger');

interface Parameter {
  name: string;
  in: string;
}
interface Operation {
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: { properties: object } }> };
  responses: Record<string, object>;
}
type Paths = Record<string, { parameters?: Parameter[] } & Record<'get' | 'post', Operation>>;

it.each([
  ['wecomLinks', linkAdministration],
  ['wecomDirectory', directoryAdministration],
])('describes every action of %s', (resource, actions) => {
  const described = Object.keys(swagger.paths).filter((path) => path.startsWith(`/${resource}:`));
  expect(described.sort()).toEqual(
    Object.keys(actions)
      .map((action) => `/${resource}:${action}`)
      .sort(),
  );
});

it('describes the start of a sign-in and its refusals', () => {
  expect(swagger.paths['/wecom:authorize'].get.parameters.map(({ name }) => name)).toEqual([
    'authenticator',
    'redirect',
    'panel',
    'moved',
    'consent',
  ]);
  expect(swagger.components.schemas.WeComRefusal.properties.errors.items.properties.code.enum).toEqual([
    ...WECOM_ERROR_CODES,
  ]);
});

it('refers only to schemas that it has', () => {
  const names = [...JSON.stringify(swagger.paths).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(Object.keys(swagger.components.schemas)).toContain(name);
});

it.each([
  ['after', () => merge(ofPluginAuth, swagger)],
  ['before', () => merge(swagger, ofPluginAuth)],
])('adds to what NocoBase says of auth:signIn, merged %s it', (_when, merged) => {
  const { '/auth:signIn': signIn } = (merged() as { paths: Paths }).paths;
  expect(Object.keys(signIn?.post.requestBody?.content['application/json']?.schema.properties ?? {}).sort()).toEqual([
    'code',
    'email',
    'password',
    'state',
  ]);
  expect([...(signIn?.post.tags ?? [])].sort()).toEqual(['Basic auth', 'WeCom']);
  expect(signIn?.post.parameters?.map(({ name }) => name)).toEqual(['X-Authenticator']);
});
