import { runProgram } from './bootstrap.mjs';

runProgram('demo/main.ts');
