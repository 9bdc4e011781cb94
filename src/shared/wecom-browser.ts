/** Which browser a User-Agent belongs to, as far as signing in with WeCom is concerned. */
export type WeComBrowser = {
  /** `wecom`: the WeCom client; `wechat`: plain WeChat, where members are strangers; `other`: everything else. */
  kind: 'wecom' | 'wechat' | 'other';
  device: 'desktop' | 'mobile';
};

/** The clients of the public cloud, and of private deployments (企业微信本地版). */
const WECOM = /wxwork\/[\d.]+|(?:wxworklocal|wwlocal)\//i;
const WECHAT = /micromessenger/i;
const MOBILE = /mobile|android|iphone|ipad|ipod|harmony|openharmony/i;
const DESKTOP = /windowswechat|windows nt|macintosh|x11/i;

/**
 * Tells WeCom, plain WeChat and other browsers apart. WeCom sends the token of WeChat too, on purpose, so the
 * order of the tests matters: looking for `MicroMessenger` alone is the classic mistake.
 *
 * @param userAgent header or `navigator.userAgent`; a missing one is an ordinary browser
 * @see https://developer.work.weixin.qq.com/document/path/90315
 */
export function detectBrowser(userAgent: string | undefined): WeComBrowser {
  const ua = typeof userAgent === 'string' ? userAgent : '';
  const kind = WECOM.test(ua) ? 'wecom' : WECHAT.test(ua) ? 'wechat' : 'other';
  return { kind, device: !DESKTOP.test(ua) && MOBILE.test(ua) ? 'mobile' : 'desktop' };
}

/** True in the WeCom client (private deployments too), where the silent OAuth link works. */
export function isWeCom(userAgent: string | undefined): boolean {
  return detectBrowser(userAgent).kind === 'wecom';
}
