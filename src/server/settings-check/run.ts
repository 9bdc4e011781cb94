import type { Application } from '@nocobase/server';
import type { WeComService } from '../service';
import type { SettingsProblem, WeComSettings } from '../settings/parse';
import { type AppPaths, homeLink } from '../sign-in/app-paths';
import { oauthPage, webLoginPage } from '../wecom-api/pages';
import { checkCredentials } from './app';
import { type CheckId, type Finding, findingsOf, say } from './finding';
import { checkApi, checkPage, checkProxy } from './network';
import { checkForwardedProto, checkOrigin } from './origin';
import { type Arrival, askOrigin, type RoundTrip } from './origin-probe';
import { checkAutoLogin, checkDefaultRole, checkRequiredFields, checkWorkbenchRedirect } from './this-nocobase';
import { checkVerifyFile } from './verify-file';

/** After this time, in ms, what has not answered counts as not reachable. */
const LIMIT_MS = 7_000;

export interface CheckInput {
  app: Application;
  service: WeComService;
  /** What is usable of the settings; some may be missing. */
  settings: Partial<WeComSettings>;
  problems: SettingsProblem[];
  /** Name of the saved authenticator, if it is saved. */
  authenticator: string | undefined;
  paths: AppPaths;
  /** The request for this check, with the address of the page it came from, if the browser told it. */
  request: Arrival & { browserOrigin: string | undefined };
}

/** Runs all checks at the same time; what a broken setting makes impossible is left out. */
export async function runChecks(input: CheckInput): Promise<Finding[]> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const { app, settings, problems, authenticator, paths } = input;
  const { autoSignup = false, autoLogin = false, workbenchRedirect = '' } = settings;
  const guard = (check: CheckId, run: () => Promise<Finding | Finding[]> | Finding) => guarded(app, check, run);

  const findings = await Promise.all([
    guard('required-fields', () => checkRequiredFields(problems)),
    ...wecomChecks(input, signal, guard),
    ...originChecks(input, signal, guard),
    guard('default-role', () => checkDefaultRole(app.db, autoSignup)),
    guard('auto-login', () => checkAutoLogin(app.db, authenticator, autoLogin)),
    guard('redirect', () => checkWorkbenchRedirect(paths, workbenchRedirect)),
  ]);
  return findings.flat();
}

type Guard = (check: CheckId, run: () => Promise<Finding | Finding[]> | Finding) => Promise<Finding[]>;

function wecomChecks({ service, settings, problems }: CheckInput, signal: AbortSignal, guard: Guard) {
  const {
    apiBaseUrl,
    oauthBaseUrl,
    loginBaseUrl,
    corpId,
    agentId,
    secret,
    origin,
    proxyUrl,
    deployment = 'cloud',
  } = settings;
  // Without the proxy that the administrator means to use, requests would take a way that nobody wanted.
  if (problems.some(({ field }) => field === 'proxyUrl')) return [];
  const http = service.httpClient(proxyUrl);
  const started: Promise<Finding[]>[] = [];
  if (apiBaseUrl && corpId && agentId && secret) {
    service.tokens.shortenPause({ apiBaseUrl, corpId, secret });
    const client = service.client({ apiBaseUrl, corpId, secret, proxyUrl, deployment }, signal);
    started.push(guard('credentials', () => checkCredentials(client, agentId, origin)));
  }
  if (apiBaseUrl) started.push(guard('api-reachable', () => checkApi(http, apiBaseUrl, signal)));
  if (proxyUrl) started.push(guard('proxy', () => checkProxy(proxyUrl, signal)));
  if (oauthBaseUrl) {
    started.push(guard('oauth-page', () => checkPage(http, 'oauth-page', oauthPage(oauthBaseUrl), signal)));
  }
  if (loginBaseUrl) {
    const url = webLoginPage(loginBaseUrl, deployment);
    started.push(guard('login-page', () => checkPage(http, 'login-page', url, signal)));
  }
  return started;
}

function originChecks(input: CheckInput, signal: AbortSignal, guard: Guard) {
  const { service, settings, authenticator = '', paths, request } = input;
  const { origin, verifyFile } = settings;
  if (!origin) return [];
  // The origin is this very installation; the outbound proxy is for the way to WeCom.
  const http = service.httpClient();
  const trip = askOrigin(service.seal, http, new URL(homeLink(paths, origin, authenticator)), signal);
  const own = request.browserOrigin === origin ? request : undefined;
  const on = (check: CheckId, run: (trip: RoundTrip) => Finding | Finding[]) =>
    guard(check, async () => run(await trip));
  return [
    on('origin', (trip) => checkOrigin(origin, request.browserOrigin, trip)),
    on('forwarded-proto', (trip) => checkForwardedProto(origin, own, trip)),
    ...(verifyFile
      ? [
          guard('verify-file', async () => {
            const saved = (await service.settings.verificationFiles()).includes(verifyFile);
            return checkVerifyFile({ origin, name: verifyFile, saved, http, signal });
          }),
        ]
      : []),
  ];
}

/** A check that fails for a reason of its own must not hide what the others found. */
async function guarded(app: Application, check: CheckId, run: Parameters<Guard>[1]): Promise<Finding[]> {
  try {
    return [await run()].flat();
  } catch (error) {
    // The name only: a message may repeat values.
    app.logger.error(`wecom: the settings check "${check}" failed by itself`, {
      error: error instanceof Error ? error.name : typeof error,
    });
    return [
      findingsOf(check).warning(say('The check “{{check}}” could not be run.', { check }), {
        hint: say('The log of the server has more.'),
      }),
    ];
  }
}
