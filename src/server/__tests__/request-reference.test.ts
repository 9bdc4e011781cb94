import type { Context } from '@nocobase/actions';
import { requestReference } from '../http/request';

const context = (header: string | undefined) =>
  ({ reqId: 'id-of-a-later-request', res: { getHeader: () => header } }) as unknown as Context;

it('S-32 refers to the id that the log has for this very request', () => {
  expect(requestReference(context('id-of-this-request'))).toBe('id-of-this-request');
});

it('falls back to the current id where nothing logs requests', () => {
  expect(requestReference(context(undefined))).toBe('id-of-a-later-request');
});
