import { runProgram } from './bootstrap.mjs';

runProgram('build/main.ts');
