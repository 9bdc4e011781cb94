/**
 * jest's runtime, with one difference: a file of a package is compiled once in a worker, and not anew for each test file.
 * NocoBase and its client are thousands of files. Only the compiled code is shared, every test file runs it for itself.
 */
const vm = require('node:vm');

const compileFunction = vm.compileFunction;
/** By name of the file. */
const compiled = new Map();

vm.compileFunction = (source, parameters, options) => {
  const { filename, parsingContext } = options;
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

module.exports = require('jest-runtime');
