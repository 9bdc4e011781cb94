import type { Application } from '@nocobase/server';
import { Browser } from './browser';

/** Requests of the administrator whom the installation made. */
export class Administrator {
  private readonly browser: Browser;
  private headers: Record<string, string> = { 'X-Authenticator': 'basic' };

  private constructor(app: Application) {
    this.browser = new Browser(app);
  }

  static async of(app: Application): Promise<Administrator> {
    const administrator = new Administrator(app);
    const account = { account: 'nocobase', password: 'admin123' };
    const { body } = await administrator.post('auth:signIn', account);
    administrator.headers.Authorization = `Bearer ${body.data.token}`;
    return administrator;
  }

  get authorization(): string {
    return this.headers.Authorization ?? '';
  }

  get(action: string, headers: Record<string, string> = {}) {
    return this.browser.get(`/api/${action}`, { ...this.headers, ...headers });
  }

  post(action: string, values: object, headers: Record<string, string> = {}) {
    return this.browser.post(`/api/${action}`, values, { ...this.headers, ...headers });
  }
}
