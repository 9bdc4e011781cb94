import { ensurePackages, runProgram } from './bootstrap.mjs';

runProgram('build/pack-main.ts', ensurePackages);
