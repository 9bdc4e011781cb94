/** Installs the programs that the tests need. CI does it while it does other things; `npm test` does it where it is not done. */
import { ensureBrowser } from './browser';
import { ensureWebServers } from './web-servers';

ensureBrowser();
ensureWebServers();
