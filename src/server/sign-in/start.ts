import type { WeComBrowser } from '../../shared/wecom-browser';
import type { Seal, SealedText } from '../seal';
import type { WeComSettings } from '../settings/parse';
import { oauthLink, panelLink, webLoginLink } from '../wecom-api/pages';
import { type AppPaths, callbackPath, clientOf } from './app-paths';
import type { CheckedPath } from './redirect';
import { newState, type PendingSignIn, sealPending } from './state';

export interface StartInput {
  settings: WeComSettings;
  paths: AppPaths;
  redirect: CheckedPath;
  /** Set when a signed-in user links from the profile. */
  linkFor?: string;
  consent: boolean;
  /** The QR code stands on the sign-in page itself, which stays. */
  panel?: boolean;
  browser: WeComBrowser['kind'];
  /** See `browserDigest`. */
  boundTo: string;
  language: 'zh' | 'en';
  /** ms since 1970 */
  now: number;
}

export interface StartedSignIn {
  state: string;
  /** What the browser keeps for us in a cookie. */
  sealed: SealedText;
  /** The page of WeCom to go to, or the panel to show. */
  location: URL;
  /** Where WeCom sends the browser back to. */
  redirectUri: URL;
}

/** Starts a sign-in: a new state, what belongs to it, and the link to WeCom. Stores nothing (S-38). */
export function startSignIn(seal: Seal, input: StartInput): StartedSignIn {
  const { settings, paths, redirect, linkFor, boundTo, panel = false, language, now } = input;
  const browser = panel ? 'other' : input.browser;
  // The web login page has no consent and would not know what to do with it.
  const consent = input.consent && browser === 'wecom';
  const pending: PendingSignIn = {
    state: newState(),
    purpose: linkFor ? 'link' : 'sign-in',
    ...(linkFor && { userId: linkFor }),
    authenticator: settings.authenticator,
    app: paths.app,
    redirect,
    consent,
    browser,
    startedAt: now,
    boundTo,
  };
  // Built from the configured origin only: Host and X-Forwarded-* are the sender's to choose (S-10).
  const redirectUri = new URL(callbackPath(paths, clientOf(paths, redirect)), settings.origin);
  redirectUri.searchParams.set('authenticator', settings.authenticator);
  // The page posts to the action that belongs to the purpose; the seal decides.
  if (linkFor) redirectUri.searchParams.set('purpose', 'link');

  const { corpId, agentId, deployment } = settings;
  const link = { corpId, agentId, redirectUri, state: pending.state, deployment };
  // WeChat can follow WeCom's OAuth link too, for members who use WeCom inside WeChat; its own QR page cannot be scanned.
  const webLogin = panel ? panelLink : webLoginLink;
  const location =
    browser !== 'other'
      ? oauthLink({ ...link, baseUrl: settings.oauthBaseUrl }, consent)
      : webLogin({ ...link, baseUrl: settings.loginBaseUrl }, language);
  return { state: pending.state, sealed: sealPending(seal, pending), location, redirectUri };
}
