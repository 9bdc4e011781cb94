import type { IncomingMessage } from 'node:http';
import { getHostname } from '@nocobase/server';
import { subAppWithDomain } from '../sign-in/installation';

/** @returns which sub-app has the domain of a request for its own; undefined for the domain of the main application */
export async function subAppOfDomain(req: IncomingMessage): Promise<string | undefined> {
  return subAppWithDomain(String(req.headers['x-hostname'] || getHostname(req) || ''));
}
