/** What both links of WeCom are made of. */
export interface LinkInput {
  /** Base URL of the page, such as `https://open.weixin.qq.com`. */
  baseUrl: string;
  corpId: string;
  agentId: string;
  /** Where WeCom sends the browser back to. */
  redirectUri: URL;
  state: string;
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
  const url = new URL(`${baseUrl}/connect/oauth2/authorize`);
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
 * The web login page for all other browsers: a QR code, or one click when WeCom for desktop is running.
 *
 * @param language - `zh` or `en`; WeCom has no others
 * @see WeCom document 98152
 */
export function webLoginLink({ baseUrl, corpId, agentId, redirectUri, state }: LinkInput, language: 'zh' | 'en'): URL {
  const url = new URL(`${baseUrl}/wwlogin/sso/login`);
  url.search = new URLSearchParams({
    login_type: 'CorpApp',
    appid: corpId,
    agentid: agentId,
    redirect_uri: redirectUri.href,
    state,
    lang: language,
  }).toString();
  return url;
}
