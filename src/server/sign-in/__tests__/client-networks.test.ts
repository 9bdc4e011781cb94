import { ClientNetworks } from '../client-networks';

const unnamed = new ClientNetworks();
const named = new ClientNetworks('172.17.0.1, 10.9.0.0/16 2001:db8:ffff::/48');

it.each<[string, ClientNetworks, string | undefined, string, string[]]>([
  ['a browser without a proxy', unnamed, '203.0.113.5', '', ['203.0.113.5']],
  ['what a browser says of itself', unnamed, '203.0.113.5', '198.51.100.1', ['203.0.113.5']],
  ['a web server on this machine', unnamed, '127.0.0.1', '203.0.113.5', ['203.0.113.5']],
  ['the same by IPv6', unnamed, '::1', '203.0.113.5', ['203.0.113.5']],
  ['IPv4 in IPv6', unnamed, '::ffff:127.0.0.1', '::ffff:203.0.113.5', ['203.0.113.5']],
  ['a browser that lies to that web server', unnamed, '127.0.0.1', '198.51.100.1, 203.0.113.5', ['203.0.113.5']],
  ['a proxy that nobody has named', unnamed, '127.0.0.1', '203.0.113.5, 172.17.0.1', []],
  ['the same proxy, named', named, '127.0.0.1', '203.0.113.5, 172.17.0.1', ['203.0.113.5']],
  ['two named proxies', named, '127.0.0.1', '203.0.113.5, 10.9.8.7, 172.17.0.1', ['203.0.113.5']],
  ['a lie before named proxies', named, '10.9.0.1', '10.9.1.1, 203.0.113.5, 172.17.0.1', ['203.0.113.5']],
  ['somebody who names a proxy as if it had come through it', named, '203.0.113.5', '10.9.0.1', ['203.0.113.5']],
  ['a private address while proxies are unnamed', unnamed, '192.168.1.20', '', []],
  ['a private address when they are named', named, '192.168.1.20', '', ['192.168.1.20']],
  ['a lie from a private address', named, '192.168.1.20', '203.0.113.5', ['192.168.1.20']],
  ['a named proxy that says nothing', named, '10.9.0.1', '', []],
  ['a web server here that says nothing', named, '127.0.0.1', '', []],
  ['nonsense from a named proxy', named, '10.9.0.1', '203.0.113.5, unknown', []],
  ['an address with a port', named, '10.9.0.1', '203.0.113.5:4711', ['203.0.113.5']],
  ['IPv6', unnamed, '2001:db8:1:2:3:4:5:6', '', ['2001:db8:1:2::/64', '2001:db8:1::/48']],
  ['IPv6 in short', unnamed, '2001:db8::1', '', ['2001:db8:0:0::/64', '2001:db8:0::/48']],
  ['IPv6 in brackets', named, '10.9.0.1', '[2001:DB8:0001::7]:443', ['2001:db8:1:0::/64', '2001:db8:1::/48']],
  ['IPv6 of a named network', named, '2001:db8:ffff::1', '203.0.113.5', ['203.0.113.5']],
  ['no connection', named, undefined, '', []],
])('S-56 %s', (_what, networks, connected, forwardedFor, expected) => {
  expect(networks.of(connected, forwardedFor)).toEqual(expected);
});

it('S-56 names what is no address or network, and goes on with the rest', () => {
  const networks = new ClientNetworks('10.0.0.0/33 proxy.example.com 10.1.1.1/24/2 172.17.0.1');
  expect(networks.unknown).toEqual(['10.0.0.0/33', 'proxy.example.com', '10.1.1.1/24/2']);
  expect(networks.of('172.17.0.1', '203.0.113.5')).toEqual(['203.0.113.5']);
});
