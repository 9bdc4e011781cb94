import type { Context, Next } from '@nocobase/actions';
import { NAMESPACE } from '../../../shared/constants';
import type { Link, LinkState } from '../../accounts/account-links';
import { listLinks } from '../../accounts/link-list';
import { memberIdentity } from '../../accounts/member-identity';
import { privilegedUsers } from '../../accounts/privileged';
import { SignInError, toSignInError } from '../../errors';
import { serviceOf } from '../../service';
import { isGone, profileOf } from '../../sign-in/complete';
import { getMember } from '../../wecom-api/member';
import { mayManagePrivileged } from '../rights';
import { pageOf, queryOf, type Values } from './query';

/** Longest time to wait for WeCom, in ms. */
const LIMIT_MS = 9_000;

const NOT_FOUND = 'WeCom does not know this member, or the app may not see the member.';

/** `GET wecomLinks:list`: `filter` `{search, state, corpId}`, `sort`, `page`, `pageSize` up to 500; newest first. */
export async function list(ctx: Context, next: Next) {
  const query = queryOf(ctx);
  ctx.body = pageOf(await listLinks(ctx.db, query), query);
  await next();
}

/** `GET wecomLinks:member?authenticator=&memberId=`: what WeCom says of a member, to be shown before a link is made. */
export async function member(ctx: Context, next: Next) {
  const { authenticator, memberId } = ctx.action.params as Values;
  const { seen, identity } = await askWeCom(ctx, authenticator, memberId);
  ctx.body = { memberId: identity.userId, memberName: seen.name ?? identity.userId, active: seen.active };
  await next();
}

/** `POST wecomLinks:create {authenticator, memberId, userId}` */
export async function create(ctx: Context, next: Next) {
  const { accounts } = serviceOf(ctx.app);
  const { authenticator, memberId, userId } = (ctx.action.params.values ?? {}) as Values;
  await assertMayTouch(ctx, String(userId));
  if ((await ctx.db.getModel('users').count({ where: { id: String(Number(userId)) } })) === 0) ctx.throw(404);
  const { seen, identity, client, settings } = await askWeCom(ctx, authenticator, memberId);
  ctx.body = await accounts.linkByProof({
    member: identity,
    profile: profileOf(seen),
    authenticator: settings.authenticator,
    userId: String(userId),
    byUserId: String(ctx.state.currentUser.id),
    origin: 'administrator',
    isGone: (id) => isGone(client, id),
  });
  await next();
}

/** `POST wecomLinks:move?filterByTk= {userId}` */
export async function move(ctx: Context, next: Next) {
  const { accounts, settings } = serviceOf(ctx.app);
  const link = await linkInQuestion(ctx);
  const { userId } = (ctx.action.params.values ?? {}) as Values;
  await assertMayTouch(ctx, link.userId, String(userId));
  const authenticators = await settings.namesOfCorp(link.corpId);
  const byUserId = String(ctx.state.currentUser.id);
  await accounts.move(link, { userId: String(userId), authenticators, byUserId });
  ctx.body = {};
  await next();
}

/** `POST wecomLinks:destroy?filterByTk=`: unlinks; the pair matches no more. */
export async function destroy(ctx: Context, next: Next) {
  const { accounts, settings } = serviceOf(ctx.app);
  const link = await linkInQuestion(ctx);
  await assertMayTouch(ctx, link.userId);
  const authenticators = await settings.namesOfCorp(link.corpId);
  await accounts.unlink({ link, authenticators, byUserId: String(ctx.state.currentUser.id) });
  ctx.body = {};
  await next();
}

const stateAction = (state: LinkState) => async (ctx: Context, next: Next) => {
  const link = await linkInQuestion(ctx);
  // Blocking shuts out; taking it back lets somebody into a privileged account again (S-52).
  await assertMayTouch(ctx, link.userId);
  await serviceOf(ctx.app).accounts.setState(link, { state, byUserId: String(ctx.state.currentUser.id) });
  ctx.body = {};
  await next();
};

/** `POST wecomLinks:block?filterByTk=`: the member stays out, whatever matches, and is signed out. */
export const block = stateAction('blocked');
/** `POST wecomLinks:unblock?filterByTk=` */
export const unblock = stateAction('active');

/** `POST wecomLinks:check?filterByTk=`: asks WeCom whether it still knows the member, and notes who has left. */
export async function check(ctx: Context, next: Next) {
  const service = serviceOf(ctx.app);
  const { accounts, settings } = service;
  const link = await linkInQuestion(ctx);
  const [name] = await settings.namesOfCorp(link.corpId, true);
  if (!name) ctx.throw(404, ctx.t('There is no such WeCom authenticator.', { ns: NAMESPACE }));
  const api = service.client(await settings.load(name), AbortSignal.timeout(LIMIT_MS));
  const hasLeft = await isGone(api, link.memberId);
  if (hasLeft && link.state === 'active') {
    await accounts.setState(link, { state: 'left', byUserId: String(ctx.state.currentUser.id) });
  }
  ctx.body = { hasLeft };
  await next();
}

async function linkInQuestion(ctx: Context): Promise<Link> {
  const id = ctx.action.params.filterByTk;
  const link = /^\d+$/.test(String(id)) ? await serviceOf(ctx.app).accounts.links.findById(String(id)) : undefined;
  if (!link) ctx.throw(404);
  return link;
}

/** @throws 403 for privileged users without the right to manage them (S-52) */
async function assertMayTouch(ctx: Context, ...userIds: string[]): Promise<void> {
  if (mayManagePrivileged(ctx)) return;
  if ((await privilegedUsers(ctx.db, userIds)).size > 0) {
    ctx.throw(
      403,
      ctx.t('Only somebody who manages users and roles may do this for an administrator.', { ns: NAMESPACE }),
    );
  }
}

async function askWeCom(ctx: Context, authenticator: unknown, memberId: unknown) {
  const service = serviceOf(ctx.app);
  const settings = await service.settings.load(typeof authenticator === 'string' ? authenticator : '');
  const client = service.client(settings, AbortSignal.timeout(LIMIT_MS));
  const seen = await getMember(client, String(memberId).slice(0, 64)).catch((error: unknown) => {
    const { code, operator } = toSignInError(error);
    if (code !== 'WECOM_NOT_VISIBLE') throw error;
    // The sentence of the code is for the member, not for the administrator who asks.
    throw new SignInError(code, { message: NOT_FOUND, operator });
  });
  return { seen, settings, client, identity: memberIdentity(settings.corpId, seen.userId) };
}
