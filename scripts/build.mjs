import { ensurePackages, runProgram } from './bootstrap.mjs';

runProgram('build/main.ts', ensurePackages);
