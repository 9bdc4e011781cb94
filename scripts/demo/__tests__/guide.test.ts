import enUS from '../../../src/locale/en-US.json';
import type { RunningNocoBase } from '../../nocobase';
import { guide } from '../guide';

it('calls the switch for step 4 as the form does, and leads to the addresses that were chosen', () => {
  const origin = 'http://127.0.0.1:14000';
  const nocobase = { origin, url: `${origin}/`, modernUrl: `${origin}/v/` } as RunningNocoBase;
  const text = guide(nocobase, 'http://127.0.0.1:8080', 'http://127.0.0.1:14001');
  expect(text).toContain(`4. ${enUS['Automatic login']}: switch it on`);
  for (const address of [`${origin}/v/signin`, 'http://127.0.0.1:8080/workbench', 'http://127.0.0.1:14001/admin']) {
    expect(text).toContain(address);
  }
});
