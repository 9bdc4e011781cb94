import type { Application } from '@nocobase/server';
import { Browser } from './browser';

/** Somebody who signs up and in with a password, as a fresh NocoBase allows it. */
export class Person {
  private readonly browser: Browser;
  private headers: Record<string, string> = { 'X-Authenticator': 'basic' };
  id = 0;

  private constructor(
    app: Application,
    readonly username: string,
  ) {
    this.browser = new Browser(app);
  }

  /** @param values - more of the sign-up form */
  static async signUp(app: Application, username: string, values: object = {}): Promise<Person> {
    const person = new Person(app, username);
    const password = 'Password-1';
    await person.post('auth:signUp', { username, password, confirm_password: password, ...values });
    await person.signIn(password);
    return person;
  }

  /** A user whom an administrator has made. */
  static async of(app: Application, username: string, password = 'Password-1'): Promise<Person> {
    const person = new Person(app, username);
    await person.signIn(password);
    return person;
  }

  private async signIn(password: string) {
    const { body } = await this.post('auth:signIn', { account: this.username, password });
    this.headers = { ...this.headers, Authorization: `Bearer ${body.data.token}` };
    this.id = body.data.user.id;
  }

  /** @throws Error when the answer is not 2xx */
  async post(action: string, values: object, headers: Record<string, string> = {}) {
    const response = await this.browser.post(`/api/${action}`, values, { ...this.headers, ...headers });
    if (response.status >= 300) throw new Error(`${action}: ${response.status} ${response.text}`);
    return response;
  }
}
