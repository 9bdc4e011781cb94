/**
 * Which npm packages NocoBase provides at run time, on the server and in its two browser clients. What is listed here
 * is left out of the bundles; everything else is bundled.
 *
 * @see NocoBase packages/core/build/src/buildPlugin.ts (server), client/src/application/utils/globalDeps.ts (browser)
 */

/** Packages of the server; `@nocobase/*` is recognised by its scope. */
const SERVER_PACKAGES = [
  '@koa/cors',
  '@koa/multer',
  '@koa/router',
  'async-mutex',
  'axios',
  'cache-manager',
  'dayjs',
  'jsonwebtoken',
  'koa',
  'koa-bodyparser',
  'koa-send',
  'koa-static',
  'lodash',
  'multer',
  'mysql2',
  'pg',
  'sequelize',
  'sqlite3',
  'umzug',
  'winston',
];

/** Modules that both browser clients share with plugins through their AMD loader. */
const BROWSER_MODULES = [
  '@ant-design/cssinjs',
  '@ant-design/icons',
  '@dnd-kit/core',
  '@dnd-kit/sortable',
  '@emotion/css',
  '@formily/antd-v5',
  '@formily/core',
  '@formily/react',
  '@formily/reactive',
  '@formily/shared',
  '@nocobase/client-v2',
  '@nocobase/evaluators/client',
  '@nocobase/flow-engine',
  '@nocobase/utils/client',
  'ahooks',
  'antd',
  'antd-style',
  'axios',
  'dayjs',
  'file-saver',
  'i18next',
  'lodash',
  'react',
  'react-dom',
  'react-i18next',
  'react-router',
  'react-router-dom',
  'react/jsx-runtime',
];

/** Modules that only the legacy client has. */
const LEGACY_MODULES = [
  '@formily/json-schema',
  '@formily/path',
  '@formily/reactive-react',
  '@formily/validator',
  '@nocobase/client',
  '@nocobase/sdk',
];

/** The two browser clients of NocoBase 2, named as their folders in src/ and dist/. */
export type Lane = 'client' | 'client-v2';

/** Whether the server has this package, so that it must not be bundled. */
export function isProvidedToServer(specifier: string): boolean {
  return specifier.startsWith('@nocobase/') || SERVER_PACKAGES.includes(packageOf(specifier));
}

/**
 * Whether the browser client has this module, so that it must not be bundled.
 *
 * @throws Error for a module of NocoBase that the client does not have: bundling it would give a second copy of NocoBase.
 */
export function isProvidedToBrowser(specifier: string, lane: Lane): boolean {
  if (BROWSER_MODULES.includes(specifier)) return true;
  if (lane === 'client' && LEGACY_MODULES.includes(specifier)) return true;
  if (!specifier.startsWith('@nocobase/')) return false;
  // Other plugins' client lanes are found by the same loader, under `<package>/<lane>`.
  if (specifier.startsWith('@nocobase/plugin-') && specifier.endsWith(`/${lane}`)) return true;
  throw new Error(`src/${lane} imports ${specifier}, which this client of NocoBase does not share with plugins`);
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
