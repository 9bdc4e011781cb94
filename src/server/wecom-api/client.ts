import type { AccessTokens, Credentials } from './access-token';
import { meaningOf } from './errcodes';
import { WeComRefusal, WeComUnreachable } from './errors';
import type { HttpClient } from './http';
import { parseAnswer } from './parse';

export interface WeComClientOptions {
  credentials: Credentials;
  tokens: AccessTokens;
  http: HttpClient;
  /** Ends all calls of this client. */
  signal?: AbortSignal;
}

/** Calls WeCom's API with a token, and once more with a new one when the token was not accepted (S-26). */
export class WeComClient {
  /** One client serves one sign-in, or one check of the settings: seconds, in which a token does not change. */
  private known?: string;

  constructor(private readonly options: WeComClientOptions) {}

  /**
   * @param endpoint - path below `/cgi-bin/`
   * @returns the fields of an answer whose `errcode` is 0, not yet checked otherwise
   * @throws {WeComRefusal} @throws {WeComUnreachable}
   */
  async call(endpoint: string, params: Record<string, string>, body?: unknown): Promise<Record<string, unknown>> {
    const { credentials, tokens } = this.options;
    const token = this.known ?? (await this.token(endpoint));
    try {
      return await this.send(endpoint, token, params, body);
    } catch (error) {
      if (!(error instanceof WeComRefusal) || !meaningOf(error.errcode).staleToken) throw error;
      this.known = undefined;
      await tokens.drop(credentials, token);
      return this.send(endpoint, await this.token(endpoint), params, body);
    }
  }

  /** Others may be waiting for the same token, so a caller who gives up does not end the fetching of it. */
  private async token(endpoint: string): Promise<string> {
    const { credentials, tokens, http, signal } = this.options;
    const token = tokens.get(credentials, http);
    if (!signal) {
      this.known = await token;
      return this.known;
    }
    let giveUp = () => {};
    const ended = new Promise<never>((_, reject) => {
      giveUp = () => reject(new WeComUnreachable(endpoint, 'timeout'));
    });
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      this.known = await Promise.race([token, ended]);
      return this.known;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  private async send(endpoint: string, token: string, params: Record<string, string>, body: unknown) {
    const { credentials, http, signal } = this.options;
    const query = new URLSearchParams({ access_token: token, ...params });
    const url = new URL(`${credentials.apiBaseUrl}/cgi-bin/${endpoint}?${query}`);
    return parseAnswer(endpoint, (await http.request({ endpoint, url, body, signal })).body);
  }
}
