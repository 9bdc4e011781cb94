import { BlockList, isIP } from 'node:net';

type Family = 'ipv4' | 'ipv6';

/** The machine itself: the web server inside NocoBase's Docker image, for one. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
/** Addresses behind which very many may be: of Docker, of load balancers (100.64.0.0/10 at Alibaba Cloud), of offices. */
const PRIVATE = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
];

/**
 * Tells connections apart by where they come from, for limits (S-56).
 *
 * Anybody can send `X-Forwarded-For`, so it counts only as far as proxies that are named have written it. NocoBase has no
 * setting for this: it believes the first address of the header, whoever sent it, and koa's `proxy` is off.
 *
 * @see NocoBase core/server/src/middlewares/extract-client-ip.ts
 */
export class ClientNetworks {
  private readonly proxies: BlockList;
  private readonly shared: BlockList;
  /** What was named and is no address or network. */
  readonly unknown: string[];

  /** @param named - addresses and networks of proxies, separated by commas or spaces: `WECOM_TRUSTED_PROXIES` */
  constructor(named = '') {
    const entries = named.split(/[\s,]+/).filter(Boolean);
    this.unknown = entries.filter((entry) => !parseNetwork(entry));
    this.proxies = listOf([...LOOPBACK, ...entries]);
    // As long as nobody has said which addresses are proxies, any private one may be.
    this.shared = listOf([...LOOPBACK, ...entries, ...(entries.length === 0 ? PRIVATE : [])]);
  }

  /**
   * @param connected - address of the other end of the connection
   * @param forwardedFor - the header `X-Forwarded-For`
   * @returns the address, and for IPv6 its network, from narrow to wide; empty where many may share it
   */
  of(connected: string | undefined, forwardedFor: string): string[] {
    const hops = [...forwardedFor.split(',').map(addressOf), plain(connected)];
    // Each proxy adds the address of whoever came to it, at the end.
    let client = hops.pop();
    while (client !== undefined && hops.length > 0 && isIn(this.proxies, client)) client = hops.pop();
    if (client === undefined || isIn(this.shared, client)) return [];
    // One customer has 2^64 addresses, a small company 2^80.
    return isIP(client) === 6 ? [networkOf(client, 4), networkOf(client, 3)] : [client];
  }
}

function listOf(networks: string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const parsed = parseNetwork(network);
    if (parsed) list.addSubnet(...parsed);
  }
  return list;
}

function parseNetwork(text: string): [string, number, Family] | undefined {
  const [address = '', prefix, more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more !== undefined) return undefined;
  const most = version === 4 ? 32 : 128;
  if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= most)) return undefined;
  return [address, prefix === undefined ? most : Number(prefix), version === 4 ? 'ipv4' : 'ipv6'];
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

/** One entry of the header; some proxies add the port. */
function addressOf(entry: string): string | undefined {
  const text = entry.trim();
  return plain(/^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text);
}

/** Without a zone, and an IPv4 address that comes as IPv6 as what it is. */
function plain(address: string | undefined): string | undefined {
  const [text = ''] = (address ?? '').toLowerCase().split('%', 1);
  const unmapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1] ?? text;
  return isIP(unmapped) === 0 ? undefined : unmapped;
}

/** @param groups - of 16 bits that are kept */
function networkOf(address: string, groups: number): string {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  // What the two colons stand for are zeros; an IPv4 tail is far behind the groups that are kept.
  const right = tail ? tail.split(':') : [];
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const all = [...left, ...zeros, ...right].slice(0, groups).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${all.join(':')}::/${groups * 16}`;
}
