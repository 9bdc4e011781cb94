import type { Context, Next } from '@nocobase/actions';
import { LINK_PATH } from '../../shared/constants';
import type { Link } from '../accounts/account-links';
import { memberIdentity } from '../accounts/member-identity';
import { hasAnotherWayIn } from '../accounts/ways-in';
import { SignInError } from '../errors';
import { serviceOf } from '../service';
import { clientBase, clientOf } from '../sign-in/app-paths';
import { isGone, profileOf } from '../sign-in/complete';
import { type OpenedMember, pendingMember, removedMemberCookie } from '../sign-in/pending-member';
import { checkRedirect, defaultTarget } from '../sign-in/redirect';
import { getIdentity } from '../wecom-api/identity';
import { getMember } from '../wecom-api/member';
import { cookieScope, setCookies } from './answer';
import { invalidState, openCallback, readCallback, spendCallback } from './callback';
import { exchangeOf } from './exchange';
import { mayConfirm, readPendingMember, setPendingMember } from './pending-member';
import { appPathsOf } from './request';
import { sessionOf } from './session';
import { startAtWeCom } from './start';

/** Linking from the profile needs a sign-in that is not older, in ms (S-40). */
const FRESH_SIGN_IN_MS = 15 * 60_000;
/** Longest time to wait for WeCom, in ms. */
const LIMIT_MS = 9_000;

const TOO_OLD =
  'For this, your sign-in must not be older than 15 minutes. Please sign out, sign in again, and come back here.';
const LAST_WAY_IN =
  'This is your only way to sign in. Please set a password first, or ask the administrator to give you another way.';

/** `GET wecom:links`: the links of the signed-in user, what can be linked, and a member who waits for a click. */
export async function links(ctx: Context, next: Next) {
  const { accounts, settings } = serviceOf(ctx.app);
  const session = await sessionOf(ctx);
  const own = await accounts.links.ofUsers([session.userId]);
  const pending = readPendingMember(ctx, await appPathsOf(ctx));
  ctx.body = {
    links: own.filter(({ memberId }) => !memberId.startsWith('#')).map(shown),
    authenticators: await settings.choices(),
    ...(pending && mayConfirm(pending, session) && { pending: shownPending(pending) }),
  };
  await next();
}

/**
 * `POST wecom:startLink {authenticator, redirect?}`: begins linking from the profile. Answers `{url}` of WeCom's page, or
 * of the profile at the origin, where it has to begin.
 */
export async function startLink(ctx: Context, next: Next) {
  const { authenticator, redirect } = (ctx.action.params.values ?? {}) as Record<string, unknown>;
  const { userId, signedInAt } = await sessionOf(ctx);
  const settings = await serviceOf(ctx.app).settings.load(typeof authenticator === 'string' ? authenticator : '');
  const paths = await appPathsOf(ctx);
  const wanted = checkRedirect(paths, redirect) ?? defaultTarget(paths);
  const page = ctx.get('Origin');
  if (page !== '' && page !== settings.origin) {
    // WeCom comes back to the origin, where neither this session nor the cookie is.
    ctx.body = { url: `${settings.origin}${clientBase(paths, clientOf(paths, wanted))}${LINK_PATH}` };
    return next();
  }
  if (signedInAt === undefined || Date.now() - signedInAt > FRESH_SIGN_IN_MS) {
    throw new SignInError('WECOM_PROOF_REQUIRED', {
      message: TOO_OLD,
      operator: 'The sign-in is too old for linking.',
    });
  }
  const { location } = startAtWeCom(ctx, { settings, paths, redirect: wanted, linkFor: userId, consent: false });
  ctx.body = { url: location.href };
  await next();
}

/**
 * `POST wecom:link`: with `{code, state}` WeCom's word for the member who is to be linked (answers `{pending}`, nothing is
 * linked yet), with `{pending: true}` the click that links (answers the link).
 */
export async function link(ctx: Context, next: Next) {
  const values = (ctx.action.params.values ?? {}) as Record<string, unknown>;
  ctx.body = values.pending === true ? shown(await confirm(ctx)) : { pending: await verify(ctx, values) };
  await next();
}

async function verify(ctx: Context, values: unknown) {
  const service = serviceOf(ctx.app);
  const { userId } = await sessionOf(ctx);
  const paths = await appPathsOf(ctx);
  const { code, state } = readCallback(values);
  const pending = openCallback(ctx, paths, { state, purpose: 'link', userId });
  const settings = await service.settings.load(pending.authenticator);
  await spendCallback(ctx, paths, settings, pending);
  if (code === undefined) {
    throw new SignInError('WECOM_CANCELLED', { operator: 'WeCom came back without a code.' });
  }

  const signal = AbortSignal.timeout(LIMIT_MS);
  const client = service.client(settings, signal);
  const identity = await exchangeOf(ctx, settings, userId, signal)(() => getIdentity(client, code));
  if (identity.kind !== 'member')
    throw new SignInError('WECOM_NOT_MEMBER', { operator: 'WeCom gave no plain userid.' });
  const seen = await getMember(client, identity.userId);
  if (!seen.active) throw new SignInError('WECOM_MEMBER_INACTIVE', { operator: 'The member is not active.' });
  const made = pendingMember({
    person: {
      member: memberIdentity(settings.corpId, identity.userId),
      profile: profileOf(seen),
      authenticator: settings.authenticator,
    },
    userId,
    choices: ['link'],
    redirect: pending.redirect,
    app: paths.app,
    boundTo: pending.boundTo,
    now: Date.now(),
  });
  setPendingMember(ctx, cookieScope(paths, settings.origin), made);
  return shownPending(made);
}

/** A link is never made by loading a page: this is the click, in a session that began after WeCom's word (S-40). */
async function confirm(ctx: Context): Promise<Link> {
  const service = serviceOf(ctx.app);
  const session = await sessionOf(ctx);
  const paths = await appPathsOf(ctx);
  const pending = readPendingMember(ctx, paths);
  if (!pending || !mayConfirm(pending, session)) throw invalidState('No pending member that this session may confirm.');
  const { person, nonce, userId } = pending;
  const settings = await service.settings.load(person.authenticator);
  setCookies(ctx, [removedMemberCookie(cookieScope(paths, settings.origin))]);
  if (!(await service.usedStates.spendMember(nonce))) throw invalidState('The pending member was used already.');
  const client = service.client(settings, AbortSignal.timeout(LIMIT_MS));
  return service.accounts.linkByProof({
    ...person,
    userId: session.userId,
    byUserId: session.userId,
    origin: userId ? 'profile' : 'proof',
    isGone: (memberId) => isGone(client, memberId),
  });
}

/** `POST wecom:cancelLink`: the person does not want the link. */
export async function cancelLink(ctx: Context, next: Next) {
  const paths = await appPathsOf(ctx);
  const pending = readPendingMember(ctx, paths);
  if (pending) await serviceOf(ctx.app).usedStates.spendMember(pending.nonce);
  // Spent is what counts; a removal needs no `Secure`.
  setCookies(ctx, [removedMemberCookie(cookieScope(paths, ''))]);
  ctx.body = {};
  await next();
}

/** `POST wecom:unlink {corpId}`: ends the own link, unless it is the last way in (S-48). */
export async function unlink(ctx: Context, next: Next) {
  const { accounts, settings } = serviceOf(ctx.app);
  const { userId } = await sessionOf(ctx);
  const { corpId } = (ctx.action.params.values ?? {}) as { corpId?: unknown };
  const own = await accounts.links.ofUsers([userId]);
  const found = own.find((one) => one.corpId === corpId);
  if (!found || found.state === 'blocked') ctx.throw(404);
  const ofCorp = await settings.namesOfCorp(found.corpId);
  const otherCorps = own.filter((one) => one.corpId !== corpId && one.state === 'active');
  const living = await Promise.all(otherCorps.map((one) => settings.namesOfCorp(one.corpId, true)));
  const others = living.some((names) => names.length > 0);
  if (!(await hasAnotherWayIn(ctx.db, userId, await settings.allEnabled(), others))) {
    throw new SignInError('WECOM_LINK_CONFLICT', { message: LAST_WAY_IN, operator: 'It is the last way in.' });
  }
  await accounts.unlink({ link: found, authenticators: ofCorp, byUserId: userId });
  ctx.body = {};
  await next();
}

/** `POST wecom:askAdministrator`: the pending member of this browser asks for help. Public: nobody is signed in here. */
export async function askAdministrator(ctx: Context, next: Next) {
  const pending = readPendingMember(ctx, await appPathsOf(ctx));
  if (!pending) throw invalidState('There is no pending member.');
  await serviceOf(ctx.app).accounts.setting.waiting.ask(pending.person.member);
  ctx.body = {};
  await next();
}

function shownPending({ person: { member, profile } }: Pick<OpenedMember, 'person'>) {
  return { memberId: member.userId, memberName: profile.name ?? member.userId, corpId: member.corpId };
}

function shown({ corpId, memberId, memberName, state, createdAt, lastSignInAt }: Link) {
  return { corpId, memberId, memberName, state, createdAt, lastSignInAt };
}
