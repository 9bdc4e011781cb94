import { ensureCompiled, ensurePackages } from './bootstrap.mjs';

ensurePackages();
// CI compiles while it does other things.
if (!process.argv.includes('--packages')) ensureCompiled();
