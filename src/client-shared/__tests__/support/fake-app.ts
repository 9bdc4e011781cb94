import Axios, { type InternalAxiosRequestConfig } from 'axios';
import type { ClientApp } from '../../client-app';

type Request = Parameters<ClientApp['apiClient']['request']>[0];
type Answer = (request: InternalAxiosRequestConfig) => unknown;

export type FakeApp = ClientApp & {
  stored: Map<string, string>;
  requests: Request[];
  navigated: string[];
};

export type FakeOptions = {
  basename?: string;
  publicPath?: string;
  name?: string;
  apiBase?: string;
  answer?: Answer;
  stored?: Record<string, string>;
};

/** As much of a NocoBase client as the plugin uses, with its storage, requests and navigations in the open. */
export function fakeApp(options: FakeOptions = {}): FakeApp {
  const { basename, publicPath = '/', name = 'main', apiBase = '/api/', answer = () => undefined } = options;
  const stored = new Map(Object.entries(options.stored ?? {}));
  const requests: Request[] = [];
  const navigated: string[] = [];
  const axios = Axios.create({
    baseURL: apiBase,
    async adapter(config) {
      try {
        return { data: { data: await answer(config) }, status: 200, statusText: '', headers: {}, config };
      } catch (error) {
        throw Object.assign(error as Error, { config });
      }
    },
  });
  const apiClient: ClientApp['apiClient'] = {
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    axios,
    request(request) {
      requests.push(request);
      return axios.request(request);
    },
    auth: {
      get token() {
        return apiClient.storage.getItem('token') || null;
      },
      get authenticator() {
        return apiClient.storage.getItem('auth') || null;
      },
      locale: null,
      setToken: (token) => apiClient.storage.setItem('token', token ?? ''),
      setRole: (role) => apiClient.storage.setItem('role', role ?? ''),
      setAuthenticator: (authenticator) => apiClient.storage.setItem('auth', authenticator ?? ''),
      signOut: async () => undefined,
    },
  };
  return {
    name,
    apiClient,
    i18n: { language: 'en-US', t: (key) => key },
    router: {
      add: () => undefined,
      getBasename: () => basename,
      navigate: (to) => navigated.push(to),
    },
    pm: {
      get: () => {
        throw new Error('no plugins here');
      },
    },
    requirejs: {
      requirejs: (_names, _loaded, failed) => failed(new Error('no plugins here')),
    },
    getPublicPath: () => publicPath,
    stored,
    requests,
    navigated,
    addUserCenterSettingsItem: () => undefined,
    pluginSettingsManager: { has: () => false, add: () => undefined, addPageTabItem: () => undefined },
    flowEngine: { registerModels: () => undefined },
  };
}

/** What axios throws for an answer of the server that is an error. */
export function refusal(code: string, more: Record<string, unknown> = {}, status = 403) {
  return Object.assign(new Error(code), { response: { status, data: { errors: [{ code, message: '', ...more }] } } });
}
