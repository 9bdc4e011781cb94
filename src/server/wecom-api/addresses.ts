import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isCloudMetadata } from '../../shared/settings-rules';

/** Code of the error for an address that no request of ours may go to. */
const REFUSED = 'link-local';

/**
 * Looks names up and judges what they lead to at this very moment, so that neither a name for an address of cloud metadata
 * nor one that changes between check and use gets there (S-54). For every connection of ours: to WeCom, to the origin, to a
 * proxy.
 *
 * @param lookup - asks the name service; `dns.lookup` but in tests
 */
export function guardedLookup(lookup: LookupFunction = dns.lookup as LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      const isRefused = !error && addresses.some((address) => isRefusedHost(address));
      callback(isRefused ? refused() : error, isRefused ? '' : found, family);
    });
}

/** Addresses that are written as numbers are never looked up. @throws an error with a code, as a lookup does */
export function assertReachable(url: URL): void {
  if (isRefusedHost(url.hostname)) throw refused();
}

function isRefusedHost(host: string): boolean {
  const [address = ''] = host.split('%', 1);
  // As a URL writes it, which is one form for each address.
  return isCloudMetadata(isIP(address) === 6 ? new URL(`http://[${address}]`).hostname : host);
}

function refused(): NodeJS.ErrnoException {
  return Object.assign(new Error('An address of cloud metadata'), { code: REFUSED });
}
