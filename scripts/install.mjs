import { ensureDependencies } from './bootstrap.mjs';

ensureDependencies();
