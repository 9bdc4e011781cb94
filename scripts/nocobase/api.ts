import fs from 'node:fs';
import path from 'node:path';
import { PACKAGE_NAME } from '../../src/shared/constants';
import { ADMIN } from './process';
import { until } from './until';

/** How long NocoBase may take to answer, in milliseconds: enabling a plugin on a busy machine takes longest. */
const PATIENCE = 60_000;
/** How often a call is made that SQLite refuses, and what lies between two, in milliseconds. */
const BUSY = { attempts: 20, pause: 150 };

/** One request to NocoBase's HTTP API. */
interface ApiRequest {
  method?: 'GET' | 'POST';
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What NocoBase answers besides its status. */
interface ApiAnswer<T = unknown> {
  status: number;
  headers: Headers;
  data: T;
  errors?: { code?: string; message: string }[];
}

/** NocoBase answered with an error. */
class ApiError extends Error {
  constructor(
    readonly action: string,
    readonly answer: ApiAnswer,
  ) {
    super(`${action}: ${answer.status} ${JSON.stringify(answer.errors ?? answer.data)?.slice(0, 500)}`);
    this.name = 'ApiError';
  }
}

/** A client of one NocoBase application, signed in as its administrator once {@link signIn} was called. */
export class NocoBaseApi {
  private token?: string;

  /** @param apiUrl address of the API with its trailing slash */
  constructor(readonly apiUrl: string) {}

  /** Signs in by password and keeps the token for further calls. */
  async signIn(account = ADMIN.account, password = ADMIN.password): Promise<string> {
    this.token = undefined;
    const { data } = await this.call<{ token: string }>('auth:signIn', {
      method: 'POST',
      headers: { 'X-Authenticator': 'basic' },
      body: { account, password },
    });
    this.token = data.token;
    return data.token;
  }

  /**
   * Calls an action; signed in if {@link signIn} was called, as root.
   *
   * One of NocoBase's own is called again while SQLite is busy: NocoBase's transactions read before they write, which
   * SQLite refuses while anything else writes, such as a plugin that was enabled just now. Nothing of them is kept.
   * What this plugin's own actions answer stays as it is: they have to cope with that themselves.
   *
   * @throws ApiError unless the status is 2xx.
   */
  async call<T = unknown>(action: string, request: ApiRequest = {}): Promise<ApiAnswer<T>> {
    let answer = await this.send<T>(action, request);
    for (let attempt = 1; attempt < BUSY.attempts && !isOurs(action) && isBusy(answer); attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, BUSY.pause));
      answer = await this.send<T>(action, request);
    }
    if (answer.status < 200 || answer.status > 299) throw new ApiError(action, answer);
    return answer;
  }

  /** Like {@link call}, but hands back refusals and redirects (which it does not follow) instead of throwing. */
  async send<T = unknown>(action: string, request: ApiRequest = {}): Promise<ApiAnswer<T>> {
    // Not `new URL(action, base)`: "auth:signIn" would be an address with the scheme "auth".
    const url = new URL(this.apiUrl + action);
    for (const [key, value] of Object.entries(request.query ?? {})) url.searchParams.set(key, value);
    const isForm = request.body instanceof FormData;
    const response = await fetch(url, {
      method: request.method ?? (request.body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        // A connection that is kept may be closed by NocoBase, after five seconds, just when it is used again.
        connection: 'close',
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(request.body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      body: isForm ? (request.body as FormData) : request.body === undefined ? undefined : JSON.stringify(request.body),
    });
    const body = parsed(await response.text());
    return { status: response.status, headers: response.headers, data: body.data as T, errors: body.errors };
  }

  /** Uploads the packed plugin through the plugin manager and waits until NocoBase lists it. */
  async uploadPlugin(tgz: string): Promise<void> {
    const form = new FormData();
    form.append('file', new Blob([fs.readFileSync(tgz)]), path.basename(tgz));
    await this.call('pm:add', { body: form });
    await until('the plugin manager to list the upload', async () => {
      const { data } = await this.call<{ packageName: string }[]>('pm:list');
      return data.some((plugin) => plugin.packageName === PACKAGE_NAME);
    });
  }

  /** Enables plugins, this one by default, and waits until the reloaded application answers again. */
  async enablePlugins(packageNames = [PACKAGE_NAME]): Promise<void> {
    await this.call('pm:enable', toPlugins(packageNames));
    await until('the plugins to be enabled', async () => {
      const enabled = await this.enabledPlugins();
      return packageNames.every((name) => enabled.includes(name));
    });
  }

  /** Disables plugins, this one by default, and waits until the reloaded application answers again. */
  async disablePlugins(packageNames = [PACKAGE_NAME]): Promise<void> {
    await this.call('pm:disable', toPlugins(packageNames));
    await until('the plugins to be disabled', async () => {
      const enabled = await this.enabledPlugins();
      return packageNames.every((name) => !enabled.includes(name));
    });
  }

  /** Package names of the enabled plugins. */
  async enabledPlugins(): Promise<string[]> {
    const { data } = await this.call<{ packageName: string }[]>('pm:listEnabled');
    return data.map((plugin) => plugin.packageName);
  }

  /** Whether there is a record like this. */
  async has(resource: string, filter: object): Promise<boolean> {
    const { data } = await this.call<unknown[]>(`${resource}:list`, { query: { filter: JSON.stringify(filter) } });
    return data.length > 0;
  }

  /** Creates a user; roles default to those a new user gets. */
  async createUser(values: Record<string, unknown>): Promise<{ id: number }> {
    return (await this.call<{ id: number }>('users:create', { body: values })).data;
  }

  /** Creates an authenticator, enabled unless told otherwise. */
  async createAuthenticator(values: {
    name: string;
    authType?: string;
    title?: string;
    enabled?: boolean;
    options: Record<string, unknown>;
  }): Promise<{ id: number; name: string }> {
    const body = { authType: 'wecom', enabled: true, ...values };
    return (await this.call<{ id: number; name: string }>('authenticators:create', { body })).data;
  }

  /** The authenticator with this name, as administrators may see it. */
  async findAuthenticator(name: string): Promise<StoredAuthenticator | undefined> {
    const { data } = await this.call<StoredAuthenticator[]>('authenticators:list', {
      query: { filter: JSON.stringify({ name }) },
    });
    return data[0];
  }

  /** Changes fields of the authenticator with this name. */
  async updateAuthenticator(name: string, values: Record<string, unknown>): Promise<void> {
    const found = await this.findAuthenticator(name);
    if (!found) throw new Error(`no authenticator ${name}`);
    // Left out, `enabled` counts as off, and NocoBase refuses to switch off the last one.
    const body = { enabled: found.enabled, ...values };
    await this.call('authenticators:update', { query: { filterByTk: String(found.id) }, body });
  }

  /** Removes the authenticator with this name, if there is one. */
  async removeAuthenticator(name: string): Promise<void> {
    const found = await this.findAuthenticator(name);
    if (found) await this.call('authenticators:destroy', { method: 'POST', query: { filterByTk: String(found.id) } });
  }
}

interface StoredAuthenticator {
  id: number;
  enabled: boolean;
  options: Record<string, unknown>;
}

function isOurs(action: string): boolean {
  return action.startsWith('wecom');
}

function isBusy({ status, errors }: ApiAnswer): boolean {
  return status === 500 && !!errors?.some(({ message }) => message.includes('SQLITE_BUSY'));
}

function parsed(text: string): { data?: unknown; errors?: ApiAnswer['errors'] } {
  try {
    return JSON.parse(text);
  } catch {
    return { data: text };
  }
}

function toPlugins(packageNames: string[]): ApiRequest {
  return { method: 'POST', query: { filterByTk: packageNames.join(','), awaitResponse: 'true' } };
}
