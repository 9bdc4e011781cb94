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
