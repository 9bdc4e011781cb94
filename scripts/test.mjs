import { runProgram } from './bootstrap.mjs';

runProgram('test/main.ts');
