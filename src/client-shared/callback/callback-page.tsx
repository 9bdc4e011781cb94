import { Button, message, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { isCallbackPage } from '../../shared/constants';
import { isNoPage } from '../../shared/pages';
import type { OpenCallback } from '../callback-address';
import type { ClientApp } from '../client-app';
import { isFramed } from '../framed';
import { routerPath, startPage } from '../paths';
import { usePrimaryAction } from '../readable';
import { translator, useT } from '../translate';
import { WeComIcon } from '../wecom-icon';
import { completeSignIn, createAccount, type Outcome } from './complete-sign-in';
import { ErrorView } from './error-view';
import { rememberRefusal } from './memory';
import { PageFrame } from './page-frame';
import { ProgressView } from './progress-view';
import { parseRefusal, type Refusal } from './refusal';
import { signInPage } from './sign-in-page';

export type CallbackPageProps = {
  app: ClientApp;
  /** Undefined when the router came here by itself. */
  callback?: OpenCallback;
};

type Props = CallbackPageProps & {
  /** Makes the client notice its new user, as NocoBase's own sign-in does; resolves with the answer of `auth:check`. */
  useRefreshUser: (app: ClientApp) => () => Promise<unknown>;
};

/** The plugin that takes over has left the page by then, in ms; else nobody would know how to go on. */
const TAKE_OVER_MS = 3_000;

/** The page WeCom sends the browser back to. */
export function CallbackPage({ app, callback, useRefreshUser }: Props) {
  const t = useT();
  const refreshUser = useRefreshUser(app);
  const [refusal, setRefusal] = useState<Refusal>();
  const authenticator = callback?.authenticator ?? '';

  const complete = () => {
    document.title = t('Signing in with WeCom…');
    const finish = () => completeAndFollow(app, callback, refreshUser);
    (callback ? callback.completeOnce(finish) : finish()).then(setRefusal);
  };
  const tryAgain = () => {
    callback?.reopen();
    setRefusal(undefined);
    complete();
  };

  const create = () => {
    setRefusal(undefined);
    createAccount(app, authenticator)
      .then((outcome) => follow(app, outcome, refreshUser))
      .catch(parseRefusal)
      .then(setRefusal);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per page, not once per render
  useEffect(() => {
    if (!isFramed()) complete();
  }, []);

  if (isFramed()) return <FramedView app={app} authenticator={authenticator} />;
  return refusal ? (
    <ErrorView
      app={app}
      authenticator={authenticator}
      refusal={refusal}
      onTryAgain={callback?.code ? tryAgain : undefined}
      onCreate={create}
    />
  ) : (
    <ProgressView app={app} authenticator={authenticator} />
  );
}

/** In a frame of another page nothing is completed (S-12), and nobody waits for it. */
function FramedView({ app, authenticator }: { app: ClientApp; authenticator: string }) {
  const t = useT();
  const primary = usePrimaryAction();
  return (
    <PageFrame icon={<WeComIcon size={48} />} title={t('Please sign in in a window of its own')}>
      <Typography.Text>{t('Inside another page the sign-in with WeCom cannot be finished.')}</Typography.Text>
      <Button {...primary} href={signInPage(app, { authenticator })} target="_blank" rel="noreferrer">
        {t('Open a new window')}
      </Button>
    </PageFrame>
  );
}

/** @returns what the page has to explain, if it is not left; a reload explains it again */
async function completeAndFollow(
  app: ClientApp,
  callback: OpenCallback | undefined,
  refreshUser: () => Promise<unknown>,
): Promise<Refusal | undefined> {
  const refusal = await completeSignIn(app, callback)
    .then((outcome) => follow(app, outcome, refreshUser))
    .catch(parseRefusal);
  if (refusal && callback) rememberRefusal(callback.authenticator, app.apiClient.auth.token, refusal);
  return refusal;
}

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
      if (await nobodyTakesOver()) goTo(app, outcome.path ?? startPage(app));
      return undefined;
    case 'go': {
      try {
        if (isRedirect(await refreshUser()) && !(await nobodyTakesOver())) return undefined;
      } catch (error) {
        // Without an answer the next page asks again; with a refusal NocoBase has dropped the session.
        if (!app.apiClient.auth.token) return { ...parseRefusal(error), redirect: outcome.path };
      }
      goTo(app, outcome.path);
      if (outcome.standing) showWhoseSession(app, outcome.standing);
      return undefined;
    }
  }
}

/** WeCom named a person without an account here, and the session that was there before goes on. */
function showWhoseSession(app: ClientApp, name: string): void {
  const sentence = 'You are signed in as “{{user}}”, not with WeCom.';
  message.info(translator(app)(sentence, { user: name }), 5);
}

async function nobodyTakesOver(): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, TAKE_OVER_MS));
  return isCallbackPage(window.location.pathname);
}

/** Two-factor authentication answers `auth:check` like this and navigates by itself; nothing may overtake it. */
function isRedirect(answer: unknown): boolean {
  const data = (answer as { data?: { code?: unknown; data?: { code?: unknown } } } | undefined)?.data;
  return data?.code === 302 || data?.data?.code === 302;
}

/** Softly where the client can: it has just started, under nobody's session. A file is no page of it. */
function goTo(app: ClientApp, path: string): void {
  const isFile = isNoPage(path.split(/[?#]/, 1)[0] ?? '');
  const here = isFile ? undefined : routerPath(app, path);
  if (here) app.router.navigate(here, { replace: true });
  else window.location.replace(path);
}
