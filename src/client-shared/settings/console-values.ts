import { AUTHORIZE_ACTION } from '../../constants';
import { parseOrigin, VERIFY_FILE } from '../../settings-rules';
import type { ClientApp } from '../client-app';
import { apiBase } from '../paths';

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
  const home = new URL(`${apiBase(app)}${AUTHORIZE_ACTION}`, url);
  home.searchParams.set('authenticator', authenticator);
  return { homeLink: home.href, domain: url.host };
}

/** @returns the origin as the server will read it; undefined while it is empty, wrong or a variable */
export function typedOrigin(value: unknown): string | undefined {
  return typeof value === 'string' ? parseOrigin(value.trim()) : undefined;
}

/** The content that WeCom wants to find in the verification file: the part of the name between prefix and `.txt`. */
export function verifyContent(file: unknown): string | undefined {
  return typeof file === 'string' ? VERIFY_FILE.exec(file.trim())?.[1] : undefined;
}

/** Lines for web servers that answer the documents themselves, so that the file never reaches Node. */
export function proxyLines(file: string, content: string): { nginx: string; caddy: string } {
  return {
    nginx: `location = /${file} {\n    default_type text/plain;\n    return 200 "${content}";\n}`,
    caddy: `handle /${file} {\n\theader Content-Type text/plain\n\trespond "${content}" 200\n}`,
  };
}
