import { type AuthConfig, BaseAuth } from '@nocobase/auth';
import type { Model } from '@nocobase/database';
import { NAMESPACE } from '../constants';
import { SignInError, toSignInError } from './errors';
import { isRefusal } from './refusal-response';
import { appPathsOf, cookieScope, requestReference, setCookies, setPrivateHeaders } from './request-context';
import type { WeComSettings } from './settings/parse';
import { type AppPaths, defaultTarget, homeLinkPath } from './sign-in/app-paths';
import { checkRedirect } from './sign-in/redirect';
import { isState, openPending, type PendingSignIn } from './sign-in/state';
import { readCookie, removedStateCookie, stateCookieName } from './sign-in/state-cookie';
import { serviceOf } from './wecom-service';

/** A code has at most 512 bytes (WeCom document 91022). */
const CODE = /^[\w\-.~%+/=]{1,512}$/;

/** Signs in with the code and state that WeCom's page brought back. */
export class WeComAuth extends BaseAuth {
  /** Kept while one request is served: what the answer or the refusal tells the browser. */
  private progress: { paths?: AppPaths; pending?: PendingSignIn; settings?: WeComSettings } = {};

  constructor(config: AuthConfig) {
    super({ ...config, userCollection: config.ctx.db.getCollection('users') });
  }

  override get jwt() {
    return serviceOf(this.ctx.app).jwt;
  }

  /** @returns `{ user, token, redirect }`; `redirect` is a checked path below the origin. */
  override async signIn() {
    setPrivateHeaders(this.ctx);
    this.refuseOtherWays();
    // A browser may still name the role of a previous person's session (S-23).
    delete this.ctx.headers['x-role'];
    try {
      const session = await super.signIn();
      return { ...session, redirect: this.redirect };
    } catch (error) {
      // Refusals and NocoBase's own answers pass; what else breaks after `validate` must not show its message (S-33).
      if (isRefusal(error) || isHttpError(error)) throw error;
      throw this.refusal(toSignInError(error));
    }
  }

  /**
   * NocoBase serves unknown and disabled names with the first enabled authenticator, which may be this one. Whoever comes
   * with a password is not told of WeCom.
   *
   * @see NocoBase plugin-auth/src/server/storer.ts (`get`)
   */
  private refuseOtherWays(): void {
    const { ctx, authenticator } = this;
    const values = ctx.action.params.values ?? {};
    if (ctx.get('X-Authenticator') === authenticator.name || 'state' in values || 'code' in values) return;
    ctx.throw(401, ctx.t('This way to sign in is not available.', { ns: NAMESPACE }));
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
    // The name was disabled or deleted meanwhile (S-27).
    if (ctx.get('X-Authenticator') !== authenticator.name) {
      throw new SignInError('WECOM_SETTINGS', { operator: 'The authenticator of this sign-in is disabled or gone.' });
    }
    const { code, state } = readValues(ctx.action.params.values);
    const service = serviceOf(ctx.app);
    const paths = await appPathsOf(ctx);
    this.progress.paths = paths;

    const pending = openPending(service.seal, readCookie(ctx.get('Cookie'), stateCookieName(paths.app, state)), {
      state,
      authenticator: authenticator.name,
      app: paths.app,
      now: Date.now(),
    });
    if (!pending) throw invalidState('No cookie of this browser fits the state.');
    this.progress.pending = pending;

    const settings = await service.settings.load(authenticator.name);
    this.progress.settings = settings;
    setCookies(ctx, [removedStateCookie(cookieScope(paths, settings.origin), state)]);
    // Before anything is asked of WeCom: whatever happens next, this state is spent (S-02, S-03).
    if (!(await service.usedStates.consume(state))) throw invalidState('The state was used already.');
    if (code === undefined) {
      throw new SignInError('WECOM_CANCELLED', { operator: 'WeCom came back without a code.' });
    }
    const { user, role } = await service.completeSignIn(settings, pending, code);
    // BaseAuth writes this role into the person's cookie, and would ask the database for it otherwise.
    if (role) ctx.headers['x-role'] = role;
    return user;
  }

  /** The path was checked when it was sealed, and is checked again: settings may have changed since (S-09). */
  private get redirect(): string | undefined {
    const { paths, pending } = this.progress;
    return paths && pending && (checkRedirect(paths, pending.redirect) ?? defaultTarget(paths));
  }

  private refusal(error: SignInError) {
    const { paths, settings } = this.progress;
    this.ctx.logger.warn(`wecom: sign-in refused, ${error.code}. ${error.operator}`, {
      authenticator: this.authenticator.name,
    });
    return Object.assign(error, {
      reference: requestReference(this.ctx),
      redirect: this.redirect,
      homeLink: paths && settings && settings.origin + homeLinkPath(paths, settings.authenticator),
    });
  }
}

/** @throws {SignInError} 400 for everything that no page of ours would send. */
function readValues(values: unknown): { code?: string; state: string } {
  const { code, state } = (values ?? {}) as Record<string, unknown>;
  if (!isState(state)) throw invalidState('The state is missing or has a wrong form.', 400);
  if (code === undefined || code === null || code === '') return { state };
  if (typeof code !== 'string' || !CODE.test(code)) throw invalidState('The code has a wrong form.', 400);
  return { code, state };
}

function isHttpError(error: unknown): boolean {
  return Number((error as { status?: unknown } | undefined)?.status) < 500;
}

function invalidState(operator: string, status?: number): SignInError {
  return new SignInError('WECOM_STATE_INVALID', { operator, ...(status && { status }) });
}
