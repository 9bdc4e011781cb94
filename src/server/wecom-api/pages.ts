import type { Deployment } from './endpoints';

/** What both links of WeCom are made of. */
export interface LinkInput {
  /** Base URL of the page, such as `https://open.weixin.qq.com`. */
  baseUrl: string;
  corpId: string;
  agentId: string;
  /** Where WeCom sends the browser back to. */
  redirectUri: URL;
  state: string;
  deployment?: Deployment;
}

const WEB_LOGIN_PATHS = { cloud: '/wwlogin/sso/login', private: '/wwopen/sso/qrConnect' } as const;

/** The page for the WeCom client, without parameters. */
export function oauthPage(baseUrl: string): URL {
  return new URL(`${baseUrl}/connect/oauth2/authorize`);
}

/** The page with the QR code, without parameters. */
export function webLoginPage(baseUrl: string, deployment: Deployment = 'cloud'): URL {
  return new URL(`${baseUrl}${WEB_LOGIN_PATHS[deployment]}`);
}

/**
 * The link for the WeCom client. Without consent it answers at once with the member's id; with consent WeCom asks the
 * person (at most every 30 days) and the code opens phone and e-mail.
 *
 * The order of the parameters and the fragment are as WeCom documents them: the client looks for the fragment.
 *
 * @see WeCom document 91022
 */
export function oauthLink({ baseUrl, corpId, agentId, redirectUri, state }: LinkInput, consent: boolean): URL {
  const url = oauthPage(baseUrl);
  url.search = new URLSearchParams({
    appid: corpId,
    redirect_uri: redirectUri.href,
    response_type: 'code',
    scope: consent ? 'snsapi_privateinfo' : 'snsapi_base',
    state,
    agentid: agentId,
  }).toString();
  url.hash = 'wechat_redirect';
  return url;
}

/**
 * The web login page as a panel inside a page of ours, 320 by 380 pixels: after the confirmation the whole window goes to
 * the redirect_uri. A private deployment's older page does so by itself.
 *
 * @see the parameters that @wecom/jssdk 2.4.4 gives its frame (`createWWLoginPanel`)
 */
export function panelLink(input: LinkInput, language: 'zh' | 'en'): URL {
  const url = webLoginLink(input, language);
  if (input.deployment === 'private') return url;
  url.searchParams.set('redirect_type', 'top');
  url.searchParams.set('panel_size', 'small');
  url.searchParams.set('version', '2.4.4');
  return url;
}

/**
 * The web login page for all other browsers: a QR code, or one click when WeCom for desktop is running.
 *
 * @param language - `zh` or `en`; WeCom has no others
 * @see WeCom document 98152; 91019 for private deployments, with the parameters that their own links have
 */
export function webLoginLink(input: LinkInput, language: 'zh' | 'en'): URL {
  const { baseUrl, corpId, agentId, redirectUri, state, deployment = 'cloud' } = input;
  const url = webLoginPage(baseUrl, deployment);
  const app = { appid: corpId, agentid: agentId, redirect_uri: redirectUri.href };
  if (deployment === 'cloud') {
    url.search = new URLSearchParams({ login_type: 'CorpApp', ...app, state, lang: language }).toString();
    return url;
  }
  const asked = { response_type: 'code', scope: 'snsapi_userinfo', state, lang: language };
  url.search = new URLSearchParams({ ...app, ...asked }).toString();
  url.hash = 'wechat_redirect';
  return url;
}
