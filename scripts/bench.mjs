import { runProgram } from './bootstrap.mjs';

runProgram('../bench/main.ts');
