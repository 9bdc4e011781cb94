import { packPlugin } from './pack';

packPlugin().then(
  (file) => console.log(file),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
