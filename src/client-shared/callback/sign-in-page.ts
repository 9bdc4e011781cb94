import type { ClientApp } from '../client-app';
import { clientBase, routerPath } from '../paths';

type Failure = { authenticator: string; code?: string; reason?: string; redirect?: string };

/** The sign-in page of this client, with the failed code for the button and the page the person wanted. */
export function signInPage(app: ClientApp, { authenticator, code, reason, redirect }: Failure): string {
  const query = new URLSearchParams();
  if (code) query.set('wecomError', code);
  if (reason) query.set('wecomReason', reason);
  if (authenticator) query.set('authenticator', authenticator);
  const wanted = redirect && routerPath(app, redirect);
  if (wanted) query.set('redirect', wanted);
  return `${clientBase(app)}signin?${query}`;
}
