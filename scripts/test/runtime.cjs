/**
 * jest's runtime, with two differences. Packages of node_modules, of which NocoBase and its client are thousands of files,
 * are compiled once in a worker. Where a test file shares the worker's realm (`environment.ts`) they are loaded once, too.
 * And the stores of a test file that follow promises (`AsyncLocalStorage`) end with it: jest itself has one for each file.
 */
const { AsyncLocalStorage } = require('node:async_hooks');
const Module = require('node:module');
const vm = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** Of the test file that runs. */
let runtime;

const compileFunction = vm.compileFunction;
/** By name of the file. */
const compiled = new Map();

vm.compileFunction = (source, parameters, options) => {
  const { filename, parsingContext, ...others } = options;
  if (runtime?.sharesRealm(parsingContext)) return compileFunction(source, parameters, { filename, ...others });
  if (!filename?.includes('/node_modules/') || !parsingContext) return compileFunction(source, parameters, options);
  const known = compiled.get(filename);
  const script = known?.source === source ? known.script : compile(source, parameters, filename);
  if (!script) return compileFunction(source, parameters, options);
  compiled.set(filename, { source, script });
  return script.runInContext(parsingContext);
};

/** @returns undefined for what is no body of a function; jest knows what to say then */
function compile(source, parameters, filename) {
  try {
    return new vm.Script(`(function (${parameters.join(', ')}) {${source}\n})`, {
      filename,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch {
    return undefined;
  }
}

// NocoBase finds the plugin by its name, and loads files of it, such as its collections. These are jest's to compile.
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...where) => runtime?.ownFile(request) ?? resolveFilename(request, ...where);
const load = require.extensions['.ts'] ?? require.extensions['.js'];
require.extensions['.ts'] = (module, filename) => {
  if (!runtime) return load(module, filename);
  delete require.cache[filename];
  module.exports = runtime.requireModule(filename);
};

/** In use since the test file began. Node looks at each of them for every promise, for ever. */
const stores = new Set();
for (const name of ['run', 'enterWith']) {
  const use = AsyncLocalStorage.prototype[name];
  AsyncLocalStorage.prototype[name] = function (...args) {
    stores.add(this);
    return use.apply(this, args);
  };
}

module.exports = class extends Runtime {
  constructor(...args) {
    super(...args);
    runtime = this;
  }

  teardown() {
    super.teardown();
    for (const store of stores) store.disable();
    stores.clear();
    runtime = undefined;
  }

  requireModule(from, moduleName, options, isRequireActual) {
    const isOurs = moduleName && !options?.isInternalModule && this.sharesRealm(this._environment.getVmContext());
    if (isOurs && this.isPackage(moduleName)) return Module.createRequire(from)(moduleName);
    return super.requireModule(from, moduleName, options, isRequireActual);
  }

  sharesRealm(context) {
    return Boolean(this._environment.sharesRealm && context && context === this._environment.getVmContext());
  }

  isPackage(moduleName) {
    return !/^[./]/.test(moduleName) && !Module.isBuiltin(moduleName) && !this.ownFile(moduleName);
  }

  /** The file of ours that a name means, by `moduleNameMapper`. */
  ownFile(moduleName) {
    return this._config.moduleNameMapper.find(([pattern]) => new RegExp(pattern).test(moduleName))?.[1];
  }
};
