import { runProgram } from './bootstrap.mjs';

runProgram('build/pack-main.ts');
