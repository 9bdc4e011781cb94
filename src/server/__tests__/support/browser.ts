import type { Application } from '@nocobase/server';
import supertest from 'supertest';
import { USER_AGENTS } from '../../../../simulator';

export const UA = { chrome: USER_AGENTS.chrome, wecom: USER_AGENTS.wecomIphone };

export interface Started {
  status: number;
  location: URL;
  state: string;
  redirectUri: URL;
}

/** A browser as far as a sign-in needs one: it keeps cookies by name, and sends them with its User-Agent. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly app: Application,
    readonly userAgent: string = UA.chrome,
  ) {}

  async get(path: string, headers: Record<string, string> = {}) {
    return this.send(supertest(this.app.callback()).get(path), headers);
  }

  async post(path: string, body: object | undefined, headers: Record<string, string> = {}) {
    const request = supertest(this.app.callback()).post(path);
    return this.send(body === undefined ? request : request.send(body), headers);
  }

  /** `GET /api/wecom:authorize` */
  async start(query: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Started> {
    const search = new URLSearchParams({ authenticator: 'wecom', ...query });
    const response = await this.get(`/api/wecom:authorize?${search}`, headers);
    const location = new URL(response.headers.location ?? '', 'https://missing.invalid');
    return {
      status: response.status,
      location,
      state: location.searchParams.get('state') ?? '',
      redirectUri: new URL(location.searchParams.get('redirect_uri') ?? 'https://missing.invalid'),
    };
  }

  /** `POST /api/auth:signIn`, as the callback page does it. */
  async finish(values: object, headers: Record<string, string> = {}) {
    return this.post('/api/auth:signIn', values, { 'X-Authenticator': 'wecom', ...headers });
  }

  private async send(request: supertest.Test, headers: Record<string, string>) {
    request.set('User-Agent', this.userAgent);
    if (this.cookies.size > 0) {
      request.set('Cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    }
    for (const [name, value] of Object.entries(headers)) request.set(name, value);
    const response = await request.redirects(0);
    this.keep((response.headers['set-cookie'] as unknown as string[] | undefined) ?? []);
    return response;
  }

  private keep(setCookies: string[]) {
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0\b/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}
