/**
 * The password in the address of a proxy: `http://user:PASSWORD@host:3128`. As stored it may be a variable or sealed, so no
 * URL parser is asked; read in linear time.
 */
const PARTS = /^([^@]*?:\/\/[^:@/]*:)(.*)(@[^@]*)$/s;

/** @returns what stands before the password, the password, and what follows; undefined where there is none */
export function partsOfProxy(proxyUrl: string): [before: string, password: string, after: string] | undefined {
  const [, before, password, after] = PARTS.exec(proxyUrl) ?? [];
  return before === undefined ? undefined : [before, password ?? '', after ?? ''];
}

/** @returns an empty text where there is none */
export function passwordOfProxy(proxyUrl: string): string {
  return partsOfProxy(proxyUrl)?.[1] ?? '';
}

/** Changes the password of an address that has one. */
export function withProxyPassword(proxyUrl: string, password: string): string {
  const parts = partsOfProxy(proxyUrl);
  return parts ? `${parts[0]}${password}${parts[2]}` : proxyUrl;
}

/** The address of the proxy, and who it is for. */
export function withoutProxyPassword(proxyUrl: string): string {
  return withProxyPassword(proxyUrl, '');
}
