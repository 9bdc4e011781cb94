import { useEffect, useState } from 'react';
import { type OpenCallback, openedCallback } from '../callback-address';
import type { ClientApp } from '../client-app';
import { routerPath, startPage } from '../paths';
import { useT } from '../translate';
import { completeSignIn, type Outcome } from './complete-sign-in';
import { ErrorView } from './error-view';
import { ProgressView } from './progress-view';
import { parseRefusal, type Refusal } from './refusal';

type Props = {
  app: ClientApp;
  /** Makes the client notice its new user, as NocoBase's own sign-in does; resolves with the answer of `auth:check`. */
  useRefreshUser: (app: ClientApp) => () => Promise<unknown>;
};

/** The plugin that takes over has left the page by then, in ms; else nobody would know how to go on. */
const TAKE_OVER_MS = 3_000;

/** A callback is completed once, however often React mounts the page. */
let completed: { callback?: OpenCallback; refusal: Promise<Refusal | undefined> } | undefined;

/** The page WeCom sends the browser back to. */
export function CallbackPage({ app, useRefreshUser }: Props) {
  const t = useT();
  const refreshUser = useRefreshUser(app);
  const [refusal, setRefusal] = useState<Refusal>();
  const callback = openedCallback();

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per page, not once per render
  useEffect(() => {
    if (window.top !== window) return;
    document.title = t('Signing in with WeCom…');
    if (!completed || completed.callback !== callback) {
      completed = {
        callback,
        refusal: completeSignIn(app, callback)
          .then((outcome) => follow(app, outcome, refreshUser))
          .catch(parseRefusal),
      };
    }
    completed.refusal.then(setRefusal);
  }, []);

  const authenticator = callback?.authenticator ?? '';
  return refusal ? (
    <ErrorView app={app} authenticator={authenticator} refusal={refusal} />
  ) : (
    <ProgressView app={app} authenticator={authenticator} />
  );
}

/** @returns what the page has to explain, if it is not left */
async function follow(
  app: ClientApp,
  outcome: Outcome,
  refreshUser: () => Promise<unknown>,
): Promise<Refusal | undefined> {
  switch (outcome.kind) {
    case 'refused':
      return outcome.refusal;
    case 'leave':
      window.location.replace(outcome.url);
      return undefined;
    case 'wait':
      await new Promise((resolve) => setTimeout(resolve, TAKE_OVER_MS));
      goTo(app, outcome.path ?? startPage(app));
      return undefined;
    case 'go': {
      const user = await refreshUser().catch((error: unknown) => {
        // Without an answer the next page asks again; with a refusal NocoBase has dropped the session.
        if (!app.apiClient.auth.token) throw error;
      });
      if (!isRedirect(user)) goTo(app, outcome.path);
      return undefined;
    }
  }
}

/** Two-factor authentication answers `auth:check` like this and navigates by itself; nothing may overtake it. */
function isRedirect(answer: unknown): boolean {
  const data = (answer as { data?: { code?: unknown; data?: { code?: unknown } } } | undefined)?.data;
  return data?.code === 302 || data?.data?.code === 302;
}

/** Softly where the client can: it has just started, under nobody's session. */
function goTo(app: ClientApp, path: string): void {
  const here = routerPath(app, path);
  if (here) app.router.navigate(here, { replace: true });
  else window.location.replace(path);
}
