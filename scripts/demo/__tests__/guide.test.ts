import enUS from '../../../src/locale/en-US.json';
import type { RunningNocoBase } from '../../nocobase';
import { guide } from '../guide';

it('calls what to click as the pages do, and leads to the addresses that were chosen', () => {
  const origin = 'http://127.0.0.1:14000';
  const nocobase = { origin, url: `${origin}/`, modernUrl: `${origin}/v/` } as RunningNocoBase;
  const text = guide(nocobase, 'http://127.0.0.1:8080', 'http://127.0.0.1:14001');
  expect(text).toContain(`. ${enUS['Automatic login']}: switch it on`);
  for (const sentence of [
    'Directory',
    'Preview',
    'Synchronise now',
    'Members without a user',
    'People who have left',
  ] as const) {
    expect(text).toContain(enUS[sentence]);
  }
  for (const address of [`${origin}/v/signin`, 'http://127.0.0.1:8080/workbench', 'http://127.0.0.1:14001/admin']) {
    expect(text).toContain(address);
  }
});
