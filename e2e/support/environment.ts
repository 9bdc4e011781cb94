import SharedRealm from '../../scripts/test/environment';

/** What jest tells a worker that has nothing more to do. */
const END = 2;

// A worker's connection to the browser (`shared-browser.ts`) would keep it alive. The browser forgets what the worker had
// when the connection is gone, so there is nothing to wait for; jest waits half a second, which is short on a busy machine.
process.on('message', ([type]: unknown[]) => {
  if (type === END) process.exit(0);
});

// jest itself was ended: its NocoBases and the browser are gone.
process.on('disconnect', () => process.exit(1));

/** The environment of browser tests. This file is loaded once in a worker. */
export default class BrowserTests extends SharedRealm {}
