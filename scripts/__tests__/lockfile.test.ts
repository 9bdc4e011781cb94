import fs from 'node:fs';
import { fromRoot } from '../paths';

/** Addresses for people, from which npm downloads nothing. */
const FOR_PEOPLE = ['url', 'funding'];

/** Where in the lock file an address stands, as a path of keys. */
function addresses(value: unknown, at: string[] = []): string[] {
  if (typeof value === 'string') return /https?:\/\//.test(value) ? [at.join(' > ')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    FOR_PEOPLE.includes(key) ? [] : addresses(inner, [...at, key]),
  );
}

it('names no place to download from, so that each machine installs from the registry that it is set up for', () => {
  const lock = JSON.parse(fs.readFileSync(fromRoot('package-lock.json'), 'utf8'));
  // If this fails: node scripts/complete-lockfile.mjs
  expect(addresses(lock.packages)).toEqual([]);
});

it('finds an address wherever it stands', () => {
  const entry = { resolved: 'https://a.example/a.tgz', dependencies: { b: 'http://b.example/b.tgz' } };
  const forPeople = { funding: [{ url: 'https://c.example' }, 'https://d.example'] };
  expect(addresses({ a: { ...entry, ...forPeople } })).toEqual(['a > resolved', 'a > dependencies > b']);
});
