import fs from 'node:fs';
import { type Configuration, DefinePlugin, rspack } from '@rspack/core';
import { fromRoot } from '../paths';
import { isProvidedToBrowser, type Lane } from './packages';

/**
 * The oldest browsers that NocoBase 2.2 itself is built for. In fact it starts from Chromium 93 on (SES, which it brings
 * along, needs `Object.hasOwn`).
 *
 * @see NocoBase packages/core/app/client/rsbuild.config.ts, overrideBrowserslist
 */
const BROWSERS = ['chrome >= 87', 'edge >= 88', 'firefox >= 78', 'safari >= 14'];

/** Makes dist/client or dist/client-v2: a small named AMD module and the parts it loads when they are needed. */
export async function buildBrowser(lane: Lane): Promise<void> {
  const packageName: string = JSON.parse(fs.readFileSync(fromRoot('package.json'), 'utf8')).name;
  const stats = await run(configuration(lane, packageName));
  if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
  if (stats.hasWarnings()) console.warn(stats.toString({ all: false, warnings: true }));
}

function configuration(lane: Lane, packageName: string): Configuration {
  return {
    mode: 'production',
    devtool: false,
    context: fromRoot(),
    target: ['web', `browserslist:${BROWSERS.join(', ')}`],
    entry: { index: [fromRoot('scripts', 'build', 'public-path.js'), fromRoot('src', lane)] },
    output: {
      path: fromRoot('dist', lane),
      filename: '[name].js',
      chunkFilename: '[name].[contenthash:8].js',
      // Two bundles of one plugin may meet in one page; their loaders must not share a queue. Everybody downloads the name.
      uniqueName: `wecom-${lane}`,
      library: {
        name: lane === 'client' ? packageName : `${packageName}/${lane}`,
        // Both clients load plugins by AMD; what else UMD would bring everybody would download.
        type: 'amd',
      },
      // Set at run time by public-path.js.
      publicPath: '',
      globalObject: 'self',
      clean: true,
    },
    resolve: { extensions: ['.tsx', '.ts', '.js', '.json'] },
    externals: ({ request, context }, callback) => {
      const isModule = request !== undefined && !/^[./]/.test(request) && context !== undefined;
      if (isModule && isProvidedToBrowser(request, lane)) return callback(undefined, request);
      callback();
    },
    module: {
      rules: [
        {
          test: /\.(ts|tsx|js)$/,
          exclude: /node_modules/,
          loader: 'builtin:swc-loader',
          options: {
            env: { targets: BROWSERS },
            jsc: {
              parser: { syntax: 'typescript', tsx: true },
              transform: { react: { runtime: 'automatic' } },
            },
          },
        },
      ],
    },
    plugins: [new DefinePlugin({ PLUGIN_FILES: JSON.stringify(`static/plugins/${packageName}/dist/${lane}/`) })],
    // A part that two others share would be one more name in what everybody downloads, for a few kilobytes of administrators.
    optimization: { splitChunks: false },
    performance: false,
    stats: 'errors-warnings',
  };
}

function run(config: Configuration) {
  return new Promise<import('@rspack/core').Stats>((resolve, reject) => {
    const compiler = rspack(config);
    compiler.run((error, stats) => {
      compiler.close(() => (error || !stats ? reject(error) : resolve(stats)));
    });
  });
}
