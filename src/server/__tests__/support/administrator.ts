import type { Application } from '@nocobase/server';
import { Browser } from './browser';

/** Requests of somebody who signed in with a password: the administrator whom the installation made, or one with fewer rights. */
export class Administrator {
  private readonly browser: Browser;
  private headers: Record<string, string> = { 'X-Authenticator': 'basic' };

  private constructor(app: Application) {
    this.browser = new Browser(app);
  }

  static of(app: Application): Promise<Administrator> {
    return Administrator.enter(app, 'nocobase', 'admin123');
  }

  /** Somebody with a role that has these snippets and no other. */
  static async withRights(app: Application, name: string, snippets: string[]): Promise<Administrator> {
    const roles = app.db.getRepository('roles');
    if (!(await roles.findOne({ filterByTk: name }))) await roles.create({ values: { name, title: name, snippets } });
    const users = app.db.getRepository('users');
    const password = 'Password-1';
    if (!(await users.findOne({ filter: { username: name } }))) {
      await users.create({ values: { username: name, password, roles: [name] } });
    }
    return Administrator.enter(app, name, password);
  }

  private static async enter(app: Application, account: string, password: string): Promise<Administrator> {
    const administrator = new Administrator(app);
    const { body } = await administrator.post('auth:signIn', { account, password });
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
