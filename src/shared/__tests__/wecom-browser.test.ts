import { detectBrowser, isWeCom } from '../wecom-browser';

/** Samples of the official FAQ (document 90315) and of field reports from 2021 to 2026. */
const SAMPLES: [name: string, userAgent: string, kind: string, device: string][] = [
  [
    'WeCom on iOS (official)',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 10_3_2 like Mac OS X) AppleWebKit/603.2.4 (KHTML, like Gecko) Mobile/14F89 wxwork/2.2.0 MicroMessenger/6.3.2',
    'wecom',
    'mobile',
  ],
  [
    'WeCom on Android (official)',
    'Mozilla/5.0 (Linux; Android 7.1.2; g3ds Build/NJH47F; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/53.0.2785.49 Mobile MQQBrowser/6.2 TBS/043508 Safari/537.36 wxwork/2.2.0 MicroMessenger/6.3.22 NetType/WIFI Language/zh',
    'wecom',
    'mobile',
  ],
  [
    'WeCom on Windows (official)',
    'Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/49.0.2623.110 Safari/537.36 wxwork/2.1.3 (MicroMessenger/6.2) WindowsWechat QBCore/3.43.644.400 QQBrowser/9.0.2524.400',
    'wecom',
    'desktop',
  ],
  [
    'WeCom on macOS (official)',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_12_6) AppleWebKit/603.3.8 (KHTML, like Gecko) wxwork/2.2.0 (MicroMessenger/6.2) WeChat/2.0.4',
    'wecom',
    'desktop',
  ],
  [
    'WeCom 4.1 on iOS',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)  Mobile/15E148 wxwork/4.1.30 MicroMessenger/7.0.1 Language/zh ColorScheme/Light wwmver/3.26.13.714',
    'wecom',
    'mobile',
  ],
  [
    'WeCom 4.1 on Android',
    'Mozilla/5.0 (Linux; Android 15; V2232A Build/AP3A.240905.015.A2; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/134.0.6998.136 Mobile Safari/537.36 XWEB/1340157 MMWEBSDK/20250201 MMWEBID/140 wxwork/4.1.38 MicroMessenger/7.0.1 NetType/WIFI Language/zh Lang/zh ColorScheme/Light wwmver/3.26.38.639',
    'wecom',
    'mobile',
  ],
  [
    'WeCom 5.0 on Windows',
    'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.5304.110 Safari/537.36 Language/zh ColorScheme/Light wxwork/5.0.11 (MicroMessenger/6.2) WindowsWechat MailPlugin_Electron WeMail embeddisk wwmver/3.26.511.637 noMediaCs/true',
    'wecom',
    'desktop',
  ],
  [
    'WeCom 3.1 on macOS',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) wxwork/3.1.18 (MicroMessenger/6.2) WeChat/2.0.4',
    'wecom',
    'desktop',
  ],
  [
    'a private deployment on Android',
    'Mozilla/5.0 (Linux; Android 13; 2211133C Build/TKQ1) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380275 MMWEBSDK/20230806 MMWEBID/4102 wxworklocal/3.2.200 wwlocal/3.2.200 wxwork/4.0.0 appname/wxworklocal-customized wxworklocal-device-code/0123456789abcdef0123456789abcdef MicroMessenger/7.0.1 appScheme/wxworklocalcustomized Language/zh_CN ColorScheme/Light WXWorklocalClientType/Android Brand/xiaomi',
    'wecom',
    'mobile',
  ],
  [
    'plain WeChat on iOS',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.52(0x18003425) NetType/4G Language/zh_CN',
    'wechat',
    'mobile',
  ],
  [
    'plain WeChat on Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13)',
    'wechat',
    'desktop',
  ],
  [
    'Chrome on Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'other',
    'desktop',
  ],
  [
    'Safari on an iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'other',
    'mobile',
  ],
  ['no User-Agent', '', 'other', 'desktop'],
];

describe('detectBrowser', () => {
  it.each(SAMPLES)('recognises %s', (_name, userAgent, kind, device) => {
    expect(detectBrowser(userAgent)).toEqual({ kind, device });
    expect(isWeCom(userAgent)).toBe(kind === 'wecom');
  });

  it('takes a missing header for an ordinary browser', () => {
    expect(detectBrowser(undefined)).toEqual({ kind: 'other', device: 'desktop' });
  });

  it('does not take a page name or a bare token for the client', () => {
    expect(isWeCom('Mozilla/5.0 about-wxwork')).toBe(false);
  });
});
