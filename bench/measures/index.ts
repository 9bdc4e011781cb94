import type { Measure } from '../result';
import { measureAuthorize } from './authorize';
import { measureBundles } from './bundles';
import { measureCalls } from './calls';
import { measureContacts } from './contacts';
import { measureDirectory } from './directory';
import { measureFirstSignIn } from './first-sign-in';
import { measureLarge } from './large';
import { measureLatency } from './latency';
import { measureMemory } from './memory';
import { measureMessages } from './messages';
import { measureRenewal } from './renewal';
import { measureSaves } from './saves';
import { measureStorm } from './storm';
import { measureThroughput } from './throughput';
import { measureVersions } from './versions';
import { measureWorkbench } from './workbench';

/** In the order of the table. */
export const MEASURES: Measure[] = [
  { name: 'calls', title: 'Requests to WeCom per sign-in', run: measureCalls },
  { name: 'storm', title: 'Token requests when everybody signs in at once', run: measureStorm },
  { name: 'throughput', title: 'Sign-ins per second', run: measureThroughput },
  { name: 'latency', title: 'Time of a sign-in with a slow WeCom', run: measureLatency },
  { name: 'versions', title: 'Sign-ins with 0.1 and now', run: measureVersions },
  { name: 'large', title: 'Many members and issued tokens', run: measureLarge },
  { name: 'first', title: 'First sign-ins among many users', run: measureFirstSignIn },
  { name: 'saves', title: 'Saving users in NocoBase', run: measureSaves },
  { name: 'contacts', title: 'Taking all users into the index of contacts', run: measureContacts },
  { name: 'directory', title: 'Taking a company into NocoBase', run: measureDirectory },
  { name: 'renewal', title: 'Sessions that WeCom began', run: measureRenewal },
  { name: 'messages', title: 'Messages to very many people', run: measureMessages },
  { name: 'authorize', title: 'Starts of a sign-in per second', run: measureAuthorize },
  { name: 'bundles', title: 'Size of the client bundles', run: measureBundles },
  { name: 'workbench', title: 'From the Workbench to the app', run: measureWorkbench },
  { name: 'memory', title: 'Memory after very many sign-ins', run: measureMemory },
];
