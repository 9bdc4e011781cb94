import { demoOptions } from '../options';

it('uses the usual ports when nothing is said', () => {
  expect(demoOptions([])).toEqual({ port: 13000, simulatorPort: 7080, wecomPort: 13001, fresh: false });
});

it('takes other ports and a fresh start', () => {
  const args = ['--port', '14000', '--simulator-port', '8080', '--fresh'];
  expect(demoOptions(args)).toEqual({ port: 14000, simulatorPort: 8080, wecomPort: 14001, fresh: true });
});

it.each([['0'], ['70000'], ['http'], ['']])('refuses "%s" as a port in a sentence', (port) => {
  expect(() => demoOptions(['--port', port])).toThrow('--port wants a port');
});

it('takes the highest port, too, and then shows NocoBase inside WeCom one below it', () => {
  expect(demoOptions(['--port', '65535'])).toMatchObject({ port: 65535, wecomPort: 65534 });
});

it.each([
  ['both are given', ['--port', '14000', '--simulator-port', '14000'], 'Port 14000', '--port', '--simulator-port'],
  ['one is a default', ['--simulator-port', '13000'], 'Port 13000', '--port', '--simulator-port'],
  ['one is derived', ['--simulator-port', '13001'], 'Port 13001', '--wecom-port', '--simulator-port'],
  ['one is derived from another', ['--port', '7079'], 'Port 7080', '--wecom-port', '--simulator-port'],
  ['both are of NocoBase', ['--port', '14000', '--wecom-port', '14000'], 'Port 14000', '--port', '--wecom-port'],
])('refuses one port for two things in a sentence that names both options: %s', (_when, args, ...words) => {
  for (const word of words) expect(() => demoOptions(args)).toThrow(word);
});
