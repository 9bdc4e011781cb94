import { buildPlugin } from './build';

const started = Date.now();
buildPlugin().then(
  () => console.log(`Built dist/ in ${((Date.now() - started) / 1000).toFixed(1)} s.`),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
