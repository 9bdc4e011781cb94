/** What a request tells about the address at which the browser has this application open. */
export interface Address {
  /** The header `Host`, and what proxies in front say that it was. */
  hosts: string[];
  /** The header `Referer`: the page with the button, where there is one. */
  referer: string;
  /** Host of the API, where it has one of its own. */
  apiHost?: string;
  /** Whether NocoBase takes requests of pages of the origin for its own, whatever host they come to. */
  originIsListed: boolean;
}

/**
 * Whether a sign-in can begin here. The cookie that it leaves is for this address, and WeCom comes back to the origin: what
 * begins at another one, such as `http://10.0.0.5:13000` in the office, is refused every time.
 *
 * Nothing is decided by these headers but whether to go to the origin first: they are the sender's to choose (S-10).
 *
 * @param origin - the configured one
 */
export function isAtOrigin({ hosts, referer, apiHost, originIsListed }: Address, origin: string): boolean {
  const own = new URL(origin);
  const names = hosts.map(hostnameOf);
  const page = pageOf(referer);
  // The page that the person has open, if it is one of ours: it knows scheme and port, which proxies often drop.
  if (page && (page.origin === own.origin || names.includes(page.hostname))) return page.origin === own.origin;
  // Cookies know no port.
  if (names.includes(own.hostname)) return true;
  if (apiHost !== undefined && names.includes(hostnameOf(apiHost))) return true;
  // A proxy on this machine that passes no host on, as nginx does by default: people do not open such an address.
  return originIsListed || names.every(isLoopback);
}

/** Whether a path alone would lead to another server than the origin does, as far as the headers tell. */
export function isElsewhere({ hosts, apiHost }: Address, origin: string): boolean {
  const own = new URL(origin);
  if (apiHost !== undefined && apiHost !== own.host) return true;
  if (hosts.some((host) => hostOf(host, own.protocol) === own.host)) return false;
  return !hosts.map(hostnameOf).every(isLoopback) || isLoopback(own.hostname);
}

function pageOf(referer: string): URL | undefined {
  return URL.canParse(referer) ? new URL(referer) : undefined;
}

function hostOf(host: string, protocol: string): string {
  const url = `${protocol}//${host}`;
  return URL.canParse(url) ? new URL(url).host : '';
}

function hostnameOf(host: string): string {
  const url = `http://${host}`;
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|\[::1\]|127(\.\d+){3}|)$/.test(hostname);
}
