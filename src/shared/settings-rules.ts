/**
 * What the settings have to look like. The form says so while one types, and the server decides by the same rules.
 */

/** Tencent's own ids are `ww` and 16 letters or digits; private deployments have others. */
export const CORP_ID = /^[\w-]{4,64}$/;
export const AGENT_ID = /^\d{1,15}$/;
/** Whatever WeCom hands out; an asterisk is of the mask. */
export const SECRET = /^[^\s*]{1,512}$/;

/**
 * Scheme, host and port only: WeCom compares the host with its port, and paths belong to the clients.
 *
 * @returns such as `https://example.com:8443`
 */
export function parseOrigin(text: string): string | undefined {
  const url = parseHttpUrl(text);
  return url && url.pathname === '/' && !hasExtras(url) ? url.origin : undefined;
}

/**
 * Base URLs are typed by an administrator, which is the choice for a private address that S-29 asks for. Unencrypted
 * http is accepted on this very machine (the simulator) or with the option `allowHttp`, and never an address of cloud
 * metadata.
 *
 * @returns the address without slashes at its end
 */
export function parseBaseUrl(text: string, allowHttp = false): string | undefined {
  const url = parseHttpUrl(text);
  if (!url || hasExtras(url) || isCloudMetadata(url.hostname)) return undefined;
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) return undefined;
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** @returns the address with user name and password, if it has them */
export function parseProxyUrl(text: string): string | undefined {
  const url = parseHttpUrl(text);
  if (!url || isCloudMetadata(url.hostname)) return undefined;
  return url.pathname === '/' && url.search === '' && url.hash === '' ? url.href : undefined;
}

/** Names that clouds give to these addresses. Behind a proxy it is the proxy that looks names up. */
const METADATA_NAMES = /^(metadata(\.google\.internal|\.goog|\.tencentyun\.com)?|instance-data(\.ec2\.internal)?)\.?$/;

/**
 * Addresses at which clouds hand out the credentials of a machine: all of 169.254.0.0/16, Alibaba Cloud's
 * 100.100.100.200, their IPv6 forms, and their well-known names. Where another name leads is seen at the connection
 * (S-54).
 *
 * @param hostname - as `URL.hostname` gives it: IPv4 in its plain form, IPv6 in brackets
 */
export function isCloudMetadata(hostname: string): boolean {
  return (
    /^(169\.254\.\d+\.\d+|100\.100\.100\.200)$/.test(hostname) ||
    /^\[(fe[89ab]|fd00:ec2:|(:|::ffff|64:ff9b:):(a9fe:|6464:64c8\]))/.test(hostname) ||
    METADATA_NAMES.test(hostname)
  );
}

function parseHttpUrl(text: string): URL | undefined {
  // The URL parser repairs a lot (spaces, backslashes, `http:x`); a setting should not need it.
  if (!/^https?:\/\/[^\s\\]+$/i.test(text)) return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function hasExtras({ username, password, search, hash }: URL): boolean {
  return username !== '' || password !== '' || search !== '' || hash !== '';
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|\[::1\]|127(\.\d+){3})$/.test(hostname);
}
