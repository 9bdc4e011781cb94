/**
 * The few parts of NocoBase's browser packages that this plugin touches. `@nocobase/client` and
 * `@nocobase/client-v2` cannot be installed from the registry with their types, and NocoBase hands them to the
 * bundles at run time.
 */

declare module '@nocobase/client-v2' {
  import type { AxiosInstance, InternalAxiosRequestConfig } from 'axios';
  import type { ComponentType } from 'react';

  export interface ClientStorage {
    getItem(key: string): string | null | undefined;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
  }

  export interface ClientAuth {
    token: string | null;
    authenticator: string | null;
    locale: string | null;
    setToken(token: string | null): void;
    setRole(role: string | null): void;
    setAuthenticator(name: string | null): void;
    signOut(): Promise<unknown>;
  }

  export interface ClientRequest {
    url: string;
    method?: string;
    params?: Record<string, unknown>;
    data?: unknown;
    headers?: Record<string, string>;
    timeout?: number;
    responseType?: 'blob';
    /** No toast for an error answer. */
    skipNotify?: boolean;
    /** No jump to the sign-in page for a 401. */
    skipAuth?: boolean;
  }

  /** What axios hands from interceptor to interceptor for one request. */
  export type RequestConfig = InternalAxiosRequestConfig & Pick<ClientRequest, 'skipNotify'>;

  export interface ClientApi {
    auth: ClientAuth;
    storage: ClientStorage;
    axios: AxiosInstance;
    request(config: ClientRequest): Promise<{ data?: { data?: unknown } } | undefined>;
  }

  export interface RouteOptions {
    path: string;
    skipAuthCheck?: boolean;
    Component?: ComponentType;
    componentLoader?: () => Promise<{ default: ComponentType }>;
  }

  /** An application of either client. */
  export interface Application {
    /** `main`, or the name of the sub-app. */
    name: string;
    apiClient: ClientApi;
    i18n: { language: string; t(key: string, options?: Record<string, unknown>): string };
    router: {
      add(name: string, route: RouteOptions): void;
      getBasename(): string | undefined;
      navigate(to: string, options?: { replace?: boolean }): unknown;
    };
    pm: {
      get<T>(plugin: new (...args: never[]) => T): T;
      /** By its name; undefined while the plugin is not enabled. */
      get(name: string): unknown;
    };
    /** The loader of plugins: modules by name, such as `@nocobase/plugin-workflow/client-v2`. */
    requirejs: {
      requirejs(names: string[], loaded: (...modules: unknown[]) => void, failed: (error: unknown) => void): void;
    };
    getPublicPath(): string;
    /** Legacy client only. */
    addUserCenterSettingsItem(item: { name: string; sort: number; Component: ComponentType }): void;
    /** Legacy client only, at the application. */
    pluginSettingsManager: SettingsManager;
    /** Modern client only. */
    flowEngine: { registerModels(models: Record<string, unknown>): void };
  }

  /** Pages of NocoBase's settings: `add` in the legacy client, the others in the modern one. */
  export interface SettingsManager {
    has(name: string): boolean;
    add(name: string, page: SettingsPage & { Component: ComponentType }): void;
    addPageTabItem(
      page: SettingsPage & {
        menuKey: string;
        key: string;
        componentLoader: () => Promise<{ default: ComponentType }>;
      },
    ): void;
  }

  interface SettingsPage {
    title: string;
    icon?: string;
    sort?: number;
    aclSnippet?: string;
  }

  export class UserCenterActionItemModel {
    section: string;
    sort: number;
    getLabelNode(): unknown;
    onClick(): unknown;
  }

  export class Plugin {
    constructor(options: unknown, app: Application);
    app: Application;
    get router(): Application['router'];
    get pm(): Application['pm'];
    get pluginSettingsManager(): SettingsManager;
    afterAdd(): Promise<void>;
    load(): Promise<void>;
  }

  export const EnvVariableInput: ComponentType<{
    value?: string;
    onChange?: (value: string) => void;
    password?: boolean;
    placeholder?: string;
    disabled?: boolean;
  }>;
}

declare module '@nocobase/client' {
  import type { ComponentType } from 'react';

  export { Application, Plugin } from '@nocobase/client-v2';
  export const SchemaSettingsItem: ComponentType<{ eventKey: string; title: string; onClick(): void }>;
  export function lazy<P>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P>;
  export const SchemaComponent: ComponentType<{
    schema: Record<string, unknown>;
    components?: Record<string, unknown>;
    scope?: Record<string, unknown>;
  }>;
  export function useCurrentUserContext(): { refreshAsync?: () => Promise<unknown> } | null;
}

declare module '@nocobase/plugin-auth/client' {
  import { Plugin } from '@nocobase/client-v2';
  import type { ComponentType } from 'react';

  export default class AuthPlugin extends Plugin {
    registerType(type: string, options: { components: Record<string, unknown> }): void;
  }
  export type SignInButton = ComponentType;
}

declare module '@nocobase/plugin-auth/client-v2' {
  import { Plugin } from '@nocobase/client-v2';

  export default class AuthPlugin extends Plugin {
    registerType(type: string, options: Record<string, () => Promise<{ default: unknown }>>): void;
  }
}

declare module '@formily/react' {
  import type { ComponentType } from 'react';

  export interface FormilyForm {
    values: Record<string, unknown>;
    setValuesIn(path: string, value: unknown): void;
    setFieldState(path: string, change: (state: { disabled: boolean }) => void): void;
  }
  export function useForm(): FormilyForm;
  export function observer<P>(component: ComponentType<P>): ComponentType<P>;
}

declare module '@formily/antd-v5' {
  import type { ComponentType } from 'react';

  export const FormItem: ComponentType;
  export const ArrayItems: ComponentType;
}
