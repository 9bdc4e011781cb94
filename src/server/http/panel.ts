import { PANEL_LINK } from '../../shared/api-paths';
import { SignInError } from '../errors';
import { isAtOrigin } from '../sign-in/address';
import { refusing } from './refusing';
import { addressOf, appPathsOf } from './request';
import { startAtWeCom, wantedStart } from './start';

/**
 * Answers `{appid, agentid, redirect_uri, state}`, by the names of WeCom's own panel, and in the header `Link` the address
 * of the panel, since the login page of an installation may be anywhere. A page of another site has no business here: it
 * could show its visitors a code with which they sign in somewhere that they do not see.
 */
export const startPanel = refusing(async (ctx, next) => {
  if (ctx.get('Sec-Fetch-Site') === 'cross-site') ctx.throw(403);
  const paths = await appPathsOf(ctx);
  const wanted = await wantedStart(ctx, paths);
  const { origin } = wanted.settings;
  if (!isAtOrigin(addressOf(ctx, origin), origin)) {
    throw new SignInError('WECOM_SETTINGS', { operator: 'The page with the panel is not open at the origin.' });
  }
  const { location, redirectUri, state } = startAtWeCom(ctx, { ...wanted, consent: false, panel: true });
  const { searchParams } = location;
  ctx.set('Link', `<${location.href}>; rel="${PANEL_LINK}"`);
  // For clients whose API is on a host of its own.
  ctx.append('Access-Control-Expose-Headers', 'Link');
  ctx.body = {
    appid: searchParams.get('appid'),
    agentid: searchParams.get('agentid'),
    redirect_uri: redirectUri.href,
    state,
  };
  await next();
});
