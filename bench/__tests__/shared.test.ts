import { Shared } from '../shared';

it('makes a thing once for all who ask, and gives it away at the end', async () => {
  const shared = new Shared<string>();
  const make = jest.fn(async () => 'scene');
  expect(await Promise.all([shared.get('postgres', make), shared.get('postgres', make)])).toEqual(['scene', 'scene']);
  expect(make).toHaveBeenCalledTimes(1);
  expect(await shared.takeAll()).toEqual(['scene']);
  expect(await shared.takeAll()).toEqual([]);
});

it('forgets what could not be made, so that the end of a run is not refused, and the next who asks tries anew', async () => {
  const shared = new Shared<string>();
  await expect(shared.get('postgres', () => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
  expect(await shared.takeAll()).toEqual([]);
  expect(await shared.get('postgres', async () => 'scene')).toBe('scene');
});
