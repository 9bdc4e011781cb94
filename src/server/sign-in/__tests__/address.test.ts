import { type Address, isAtOrigin, isElsewhere } from '../address';

const ORIGIN = 'https://nb.example.com:8443';
const at = (more: Partial<Address>): Address => ({ hosts: [], referer: '', originIsListed: false, ...more });

describe('a sign-in begins at the origin', () => {
  it.each<[string, Partial<Address>, boolean]>([
    ['at the origin', { hosts: ['nb.example.com:8443'] }, true],
    ['in other letters', { hosts: ['NB.example.com:8443'] }, true],
    ['behind a proxy that drops the port', { hosts: ['nb.example.com'] }, true],
    ['behind a proxy that says the host apart', { hosts: ['app.internal', 'nb.example.com:8443'] }, true],
    ['behind a proxy on this machine that says nothing', { hosts: ['127.0.0.1:13000'] }, true],
    ['behind a proxy that says nothing, by the page', { hosts: ['app'], referer: `${ORIGIN}/signin` }, true],
    ['where NocoBase was told that the origin is its own', { hosts: ['app'], originIsListed: true }, true],
    ['on the host of the API', { hosts: ['api.example.com'], apiHost: 'api.example.com' }, true],
    ['without any host', {}, true],
    ['in the office network', { hosts: ['10.0.0.5:13000'] }, false],
    ['with www', { hosts: ['www.nb.example.com:8443'] }, false],
    ['at an old domain behind a proxy', { hosts: ['app.internal', 'old.example.com'] }, false],
    ['at a name that only begins like it', { hosts: ['nb.example.com.evil.example'] }, false],
    ['on this machine, by the page', { hosts: ['localhost:13000'], referer: 'http://localhost:13000/signin' }, false],
    ['by http, by the page', { hosts: ['nb.example.com'], referer: 'http://nb.example.com/signin' }, false],
    [
      'in the office network, although the origin is listed',
      { hosts: ['10.0.0.5'], referer: 'http://10.0.0.5/signin', originIsListed: true },
      false,
    ],
    ['from a page of somebody else', { hosts: ['10.0.0.5'], referer: 'https://evil.example/' }, false],
    ['with nonsense', { hosts: ['a b', '%'] }, true],
  ])('%s', (_, address, expected) => {
    expect(isAtOrigin(at(address), ORIGIN)).toBe(expected);
  });
});

describe('pages are elsewhere', () => {
  it.each<[string, Partial<Address>, boolean]>([
    ['not at the origin', { hosts: ['nb.example.com:8443'] }, false],
    ['not behind a silent proxy', { hosts: ['127.0.0.1:13000'] }, false],
    ['at another address', { hosts: ['10.0.0.5:13000'] }, true],
    ['where the API has a host of its own', { hosts: ['nb.example.com:8443'], apiHost: 'api.example.com' }, true],
  ])('%s', (_, address, expected) => {
    expect(isElsewhere(at(address), ORIGIN)).toBe(expected);
  });

  it('also on another port of one machine', () => {
    expect(isElsewhere(at({ hosts: ['127.0.0.1:2'] }), 'http://127.0.0.1:1')).toBe(true);
    expect(isElsewhere(at({ hosts: ['127.0.0.1:1'] }), 'http://127.0.0.1:1')).toBe(false);
  });
});
