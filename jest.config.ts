/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

type Project = Exclude<NonNullable<Config['projects']>[number], string>;

const common: Project = {
  testEnvironment: '<rootDir>/scripts/test/environment.ts',
  runtime: '<rootDir>/scripts/test/runtime.cjs',
  transform: {
    '^.+\\.(t|j)sx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  setupFiles: ['<rootDir>/scripts/test/quiet-hardening.ts'],
  moduleNameMapper: { '^@nocobase/plugin-auth-wecom$': '<rootDir>/src/server/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.demo/', '<rootDir>/.test/'],
};

/** Old Chromiums are to be had for no other system. */
const hasOldestChromium = process.platform === 'linux' && process.arch === 'x64';

const config: Config = {
  testTimeout: 90_000,
  testSequencer: '<rootDir>/scripts/test/sequencer.cjs',
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{src,simulator,scripts,bench}/**/__tests__/**/*.test.{ts,tsx}'],
      globalSetup: '<rootDir>/src/server/__tests__/support/global-setup.ts',
      globalTeardown: '<rootDir>/src/server/__tests__/support/global-teardown.ts',
    },
    {
      ...common,
      displayName: 'e2e',
      testEnvironment: '<rootDir>/e2e/support/environment.ts',
      testMatch: ['<rootDir>/{e2e,bench}/**/*.e2e.ts'],
      testPathIgnorePatterns: hasOldestChromium ? [] : ['oldest-browser'],
      globalSetup: '<rootDir>/e2e/support/global-setup.ts',
      globalTeardown: '<rootDir>/e2e/support/global-teardown.ts',
    },
  ],
};

export default config;
