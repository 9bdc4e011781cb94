import type { IncomingHttpHeaders } from 'node:http';
import type { Simulator } from '../simulator';
import { USER_AGENTS } from '../simulator';
import { codeOf } from './company';
import type { HttpClient, Request } from './http';

/** The same for first sign-ins, in WeCom and with consent. */
export async function prepareFirstSignIns(
  client: HttpClient,
  simulator: Simulator,
  members: number[],
): Promise<Request[]> {
  const prepared: Request[] = [];
  for (const member of members) {
    const agent = { 'user-agent': USER_AGENTS.wecomIphone };
    const start = { path: '/api/wecom:authorize?authenticator=wecom&consent=1', headers: agent };
    const { headers } = await client.expect(302, start);
    prepared.push(finishing(headers, codeOf(simulator, member, 'snsapi_privateinfo'), agent));
  }
  return prepared;
}

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
    prepared.push(finishing(headers, codeOf(simulator, offset + index)));
  }
  return prepared;
}

function finishing(started: IncomingHttpHeaders, code: string, more: Record<string, string> = {}): Request {
  return {
    method: 'POST',
    path: '/api/auth:signIn',
    headers: {
      ...more,
      'x-authenticator': 'wecom',
      cookie: (started['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; '),
    },
    body: { code, state: new URL(started.location ?? '').searchParams.get('state') },
  };
}
