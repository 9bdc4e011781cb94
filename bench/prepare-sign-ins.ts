import type { Simulator } from '../simulator';
import { codeOf } from './company';
import type { HttpClient, Request } from './http';

/** Starts sign-ins of members and lets WeCom confirm them. @returns the requests that finish them */
export async function prepareSignIns(
  client: HttpClient,
  simulator: Simulator,
  count: number,
  offset = 0,
): Promise<Request[]> {
  const prepared: Request[] = [];
  for (let index = 0; index < count; index += 1) {
    const { headers } = await client.expect(302, { path: '/api/wecom:authorize?authenticator=wecom' });
    prepared.push({
      method: 'POST',
      path: '/api/auth:signIn',
      headers: {
        'x-authenticator': 'wecom',
        cookie: (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; '),
      },
      body: {
        code: codeOf(simulator, offset + index),
        state: new URL(headers.location ?? '').searchParams.get('state'),
      },
    });
  }
  return prepared;
}
