/**
 * NocoBase hardens JavaScript when it is loaded (SES), which warns that it does: in every test file, with a stack. Those
 * lines would bury what a failed test has to say.
 */
const { warn } = console;
console.warn = (...args: unknown[]) => {
  if (!String(args[0]).startsWith('About to overwrite ')) warn.apply(console, args);
};

export {};
