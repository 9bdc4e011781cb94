import { SAMPLE, type Simulator, type SimulatorOptions, startSimulator, USER_AGENTS } from '../index';

export const WECOM_UA = USER_AGENTS.wecomIphone;
export const CHROME_UA = USER_AGENTS.chrome;
export const CALLBACK = 'http://localhost:13000/wecom/callback?authenticator=wecom';

/** One simulator per test file, set back before each test. */
export function sharedSimulator(options: SimulatorOptions = {}): { get: () => Simulator } {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, ...options });
  });
  beforeEach(() => simulator.control.reset());
  afterAll(() => simulator.close());
  return { get: () => simulator };
}

export type ApiAnswer = Record<string, unknown> & { errcode: number; errmsg: string };

export const rawApi = (simulator: Simulator, path: string, query: Record<string, string> = {}, body?: unknown) =>
  fetch(`${simulator.url}/cgi-bin/${path}?${new URLSearchParams(query)}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });

export async function api(
  simulator: Simulator,
  path: string,
  query: Record<string, string> = {},
  body?: unknown,
): Promise<ApiAnswer & { headers: Headers; httpStatus: number }> {
  const response = await rawApi(simulator, path, query, body);
  return { ...((await response.json()) as ApiAnswer), headers: response.headers, httpStatus: response.status };
}

export async function tokenOf(simulator: Simulator, corpid: string, corpsecret: string = SAMPLE.secret) {
  return String((await api(simulator, 'gettoken', { corpid, corpsecret })).access_token);
}

export const token = (simulator: Simulator, secret: string = SAMPLE.secret): Promise<string> =>
  tokenOf(simulator, SAMPLE.corpId, secret);

export const page = (
  simulator: Simulator,
  path: string,
  headers: Record<string, string> = {},
  form?: string,
): Promise<Response> =>
  fetch(simulator.url + path, {
    redirect: 'manual',
    headers: form === undefined ? headers : { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    ...(form === undefined ? {} : { method: 'POST', body: form }),
  });

export const oauthPath = (changes: Record<string, string | undefined> = {}): string =>
  pathOf('/connect/oauth2/authorize', {
    appid: SAMPLE.corpId,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'abc123',
    agentid: String(SAMPLE.agentId),
    ...changes,
  });

export const webLoginPath = (changes: Record<string, string | undefined> = {}, path = '/wwlogin/sso/login'): string =>
  pathOf(path, {
    login_type: 'CorpApp',
    appid: SAMPLE.corpId,
    agentid: String(SAMPLE.agentId),
    redirect_uri: CALLBACK,
    state: 'abc123',
    ...changes,
  });

function pathOf(path: string, query: Record<string, string | undefined>): string {
  const kept = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${path}?${new URLSearchParams(kept)}`;
}

/** Where a page sends the browser. */
export const locationOf = (response: Response): URL => new URL(response.headers.get('location') ?? '', response.url);
