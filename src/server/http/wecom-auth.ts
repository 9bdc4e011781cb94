import { type AuthConfig, BaseAuth } from '@nocobase/auth';
import type { Model } from '@nocobase/database';
import { AccountDoubt } from '../accounts/doubt';
import { SignInError, toSignInError } from '../errors';
import { serviceOf } from '../service';
import type { WeComSettings } from '../settings/parse';
import { type AppPaths, homeLink } from '../sign-in/app-paths';
import { completeSignIn } from '../sign-in/complete';
import { removedMemberCookie } from '../sign-in/pending-member';
import { type CheckedPath, checkRedirect, defaultTarget } from '../sign-in/redirect';
import { cookieScope, setCookies, setPrivateHeaders } from './answer';
import { knowBrowser, readMark } from './browser';
import { invalidState, openCallback, readCallback, spendCallback } from './callback';
import { exchangeOf } from './exchange';
import { keepPendingMember, readPendingMember } from './pending-member';
import { isRefusal } from './refusals';
import { appPathsOf, requestReference } from './request';

/** Longest time that one sign-in may wait for WeCom in all, in ms. */
const SIGN_IN_LIMIT_MS = 9_000;

/** Signs in with the code and state that WeCom's page brought back. */
export class WeComAuth extends BaseAuth {
  /**
   * Kept while one request is served: what the answer or the refusal tells the browser. `BaseAuth` lets `validate` return
   * a user and nothing else.
   */
  private progress: {
    paths?: AppPaths;
    pending?: { redirect?: CheckedPath; boundTo: string };
    settings?: WeComSettings;
  } = {};

  constructor(config: AuthConfig) {
    super({ ...config, userCollection: config.ctx.db.getCollection('users') });
  }

  override get jwt() {
    return serviceOf(this.ctx.app).jwt;
  }

  /** @returns `{ user, token, redirect }`; `redirect` is a checked path below the origin. */
  override async signIn() {
    setPrivateHeaders(this.ctx);
    // A browser may still name the role of a previous person's session (S-23).
    delete this.ctx.headers['x-role'];
    try {
      const session = await super.signIn();
      const { paths, settings } = this.progress;
      if (paths && settings) {
        knowBrowser(this.ctx, cookieScope(paths, settings.origin), String(session.user.get('id')));
      }
      return { ...session, redirect: this.redirect };
    } catch (error) {
      // Refusals and NocoBase's own answers pass; what else breaks after `validate` must not show its message (S-33).
      if (isRefusal(error) || isHttpError(error)) throw error;
      throw this.refusal(toSignInError(error));
    }
  }

  /** Every sign-in writes here. */
  override signNewToken(userId: number): Promise<string> {
    return serviceOf(this.ctx.app).writes.run(() => super.signNewToken(userId));
  }

  /**
   * @throws a `SignInError` with what the page needs to go on: where the person wanted to go, the home link, and a
   * reference that finds this request in the log
   */
  override async validate(): Promise<Model> {
    try {
      return await this.complete();
    } catch (error) {
      throw this.refusal(toSignInError(error));
    }
  }

  private async complete(): Promise<Model> {
    const { ctx, authenticator } = this;
    const service = serviceOf(ctx.app);
    const paths = await appPathsOf(ctx);
    this.progress.paths = paths;
    if (ctx.action.params.values?.choice !== undefined) return this.createByChoice(paths);
    const { code, state } = readCallback(ctx.action.params.values);
    const pending = openCallback(ctx, paths, { state, purpose: 'sign-in', authenticator: authenticator.name });
    this.progress.pending = pending;
    const settings = await service.settings.load(authenticator.name);
    this.progress.settings = settings;
    const spent = await spendCallback(ctx, paths, settings, pending);
    if (code === undefined) {
      throw new SignInError('WECOM_CANCELLED', { operator: 'WeCom came back without a code.' });
    }
    const signal = AbortSignal.timeout(SIGN_IN_LIMIT_MS);
    const knownUser = readMark(ctx, cookieScope(paths, settings.origin))?.user;
    const { user, role } = await completeSignIn({
      pending: spent,
      code,
      settings,
      client: service.client(settings, signal),
      exchange: exchangeOf(ctx, settings, knownUser, signal),
      accounts: service.accounts,
    });
    // BaseAuth writes this role into the person's cookie, and would ask the database for it otherwise.
    if (role) ctx.headers['x-role'] = role;
    return user;
  }

  /** "I am new here", said by a member whom this browser has just brought from WeCom and who was refused (S-41). */
  private async createByChoice(paths: AppPaths): Promise<Model> {
    const { ctx, authenticator } = this;
    const service = serviceOf(ctx.app);
    const pending = readPendingMember(ctx, paths);
    if (ctx.action.params.values.choice !== 'create' || !pending) throw invalidState('There is no pending member.');
    const settings = await service.settings.load(authenticator.name);
    this.progress.settings = settings;
    this.progress.pending = pending;
    setCookies(ctx, [removedMemberCookie(cookieScope(paths, settings.origin))]);
    const mayCreate = pending.choices.includes('create') && settings.autoSignup;
    if (!mayCreate || pending.userId || pending.person.authenticator !== authenticator.name) {
      throw invalidState('This pending member may not be signed up here.');
    }
    if (!(await service.usedStates.spendMember(pending.nonce))) throw invalidState('It was used already.');
    return service.accounts.createByChoice(pending.person);
  }

  /** The path was checked when it was sealed, and is checked again: settings may have changed since (S-09). */
  private get redirect(): CheckedPath | undefined {
    const { paths, pending } = this.progress;
    return paths && pending && (checkRedirect(paths, pending.redirect) ?? defaultTarget(paths));
  }

  private refusal(error: SignInError) {
    const { paths, settings, pending } = this.progress;
    if (error instanceof AccountDoubt && paths && settings && pending) {
      keepPendingMember(this.ctx, paths, settings, error, { redirect: this.redirect, boundTo: pending.boundTo });
    }
    this.ctx.logger.warn(`wecom: sign-in refused, ${error.code}. ${error.operator}`, {
      authenticator: this.authenticator.name,
    });
    return Object.assign(error, {
      reference: requestReference(this.ctx),
      redirect: this.redirect,
      homeLink: paths && settings && homeLink(paths, settings.origin, settings.authenticator),
    });
  }
}

function isHttpError(error: unknown): boolean {
  return Number((error as { status?: unknown } | undefined)?.status) < 500;
}
