/**
 * Makes package-lock.json fit for every machine and registry, in two ways.
 *
 * Builds of native packages for other systems are added where npm left them out. npm drops an optional dependency from
 * the lock file when the registry in use does not have it (a mirror may hold only the builds for its own machines), and
 * then `npm ci` refuses that very lock file as incomplete. What is added needs no registry: name, version, and which
 * system it is for, so that npm skips it everywhere else.
 *
 * A dependency that a package declares as a download address gets the version by which `overrides` of package.json
 * replaces it. npm installs that version in any case, but copies the address.
 *
 * Run it after `npm install <package>`: node scripts/complete-lockfile.mjs
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const FILE = path.join(ROOT, 'package-lock.json');
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

const lock = JSON.parse(fs.readFileSync(FILE, 'utf8'));
const { overrides } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const replaced = Object.values(lock.packages).flatMap(replaceAddresses);
const added = Object.entries(lock.packages).flatMap(([location, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !isLocked(location, name))
    .map(([name, version]) => [name, entryFor(name, version, entry)]),
);
for (const [name, entry] of added) lock.packages[`node_modules/${name}`] = entry;
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
fs.writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(
  `package-lock.json: ${added.length} packages for other systems added, ${replaced.length} addresses of packages replaced.`,
);

/** Whether a dependency is found from a location, going up through node_modules as Node does. */
function isLocked(location, name) {
  for (let at = location; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

/** Replaces addresses among the dependencies of a package. @returns the names of those dependencies */
function replaceAddresses({ dependencies = {}, optionalDependencies = {} }) {
  return [dependencies, optionalDependencies].flatMap((specifications) =>
    Object.keys(specifications).filter((name) => {
      if (!/^https?:/.test(specifications[name])) return false;
      if (!overrides[name]) throw new Error(`${name} is declared as an address: give it a version in "overrides"`);
      specifications[name] = overrides[name];
      return true;
    }),
  );
}

function entryFor(name, version, parent) {
  // The names say it: @swc/core-linux-arm-gnueabihf, @rspack/binding-wasm32-wasi.
  const words = name.split(/[-/]/);
  const system = words.find((word) => SYSTEMS.includes(word));
  const processor = words.find((word) => PROCESSORS.includes(word));
  if (!/^\d+\.\d+\.\d+/.test(version) || !processor) throw new Error(`cannot tell what ${name}@${version} is for`);
  return {
    version,
    cpu: [processor],
    ...(parent.dev && { dev: true }),
    ...(system === 'linux' && { libc: [words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'] }),
    optional: true,
    ...(system && { os: [system] }),
  };
}
