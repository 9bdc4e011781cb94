import type { AccessTokens, Credentials } from './access-token';
import { type Deployment, endpointUrl } from './endpoints';
import { meaningOf } from './errcodes';
import { WeComRefusal, WeComUnreachable } from './errors';
import type { HttpClient, HttpRequest } from './http';
import { parseAnswer } from './parse';

export interface WeComClientOptions {
  credentials: Credentials;
  tokens: AccessTokens;
  http: HttpClient;
  /** Default `cloud`. */
  deployment?: Deployment;
  /** Ends all calls of this client. */
  signal?: AbortSignal;
}

type Limits = Pick<HttpRequest, 'maxBytes' | 'timeoutMs'>;

/** Calls WeCom's API with a token, and once more with a new one when the token was not accepted (S-26). */
export class WeComClient {
  /** Asked for once: a client lives for one sign-in or one check of the settings, which takes seconds. */
  private known?: string;
  readonly deployment: Deployment;

  constructor(private readonly options: WeComClientOptions) {
    this.deployment = options.deployment ?? 'cloud';
  }

  /**
   * @param endpoint - path below `/cgi-bin/`
   * @param body - sent by POST; without it the call is a GET
   * @param limits - for answers that are larger than usual
   * @returns the fields of an answer whose `errcode` is 0, not yet checked otherwise
   * @throws {WeComRefusal} @throws {WeComUnreachable}
   */
  async call(
    endpoint: string,
    params: Record<string, string>,
    body?: unknown,
    limits?: Limits,
  ): Promise<Record<string, unknown>> {
    const { credentials, tokens } = this.options;
    const token = this.known ?? (await this.token(endpoint));
    try {
      return await this.send(endpoint, token, params, body, limits);
    } catch (error) {
      if (!(error instanceof WeComRefusal) || !meaningOf(error.errcode).staleToken) throw error;
      this.known = undefined;
      await tokens.drop(credentials, token);
      return this.send(endpoint, await this.token(endpoint), params, body, limits);
    }
  }

  /** Other callers may be waiting for the same token, so giving up here does not cancel the fetch. */
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

  private async send(
    endpoint: string,
    token: string,
    params: Record<string, string>,
    body: unknown,
    limits: Limits | undefined,
  ) {
    const { credentials, http, signal } = this.options;
    const url = endpointUrl(credentials.apiBaseUrl, endpoint, { access_token: token, ...params });
    return parseAnswer(endpoint, (await http.request({ endpoint, url, body, signal, ...limits })).body);
  }
}
