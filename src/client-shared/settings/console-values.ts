import { parseOrigin } from '../../shared/settings/addresses';
import type { ClientApp } from '../client-app';
import { authorizeUrl } from '../paths';

/** What an administrator pastes into the WeCom console. */
export type ConsoleValues = {
  /** Application home page of the Workbench. */
  homeLink: string;
  /** Trusted domain, and callback domain of the web login: host with its port, no scheme. */
  domain: string;
};

/**
 * @param origin the field as typed; while it is empty, wrong or a variable, the browser's own address stands in
 * @param authenticator name of the record
 */
export function consoleValues(app: ClientApp, origin: unknown, authenticator: string): ConsoleValues {
  const url = new URL(typedOrigin(origin) ?? window.location.origin);
  return { homeLink: new URL(authorizeUrl(app, { authenticator }), url).href, domain: url.host };
}

/** @returns the origin as the server will read it; undefined while it is empty, wrong or a variable */
export function typedOrigin(value: unknown): string | undefined {
  return typeof value === 'string' ? parseOrigin(value.trim()) : undefined;
}
