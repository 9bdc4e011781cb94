import { USER_AGENTS } from '../../../simulator/user-agents';
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
  ['WeCom 4.1 on iOS', USER_AGENTS.wecomIphone, 'wecom', 'mobile'],
  ['WeCom 4.1 on Android', USER_AGENTS.wecomAndroid, 'wecom', 'mobile'],
  ['WeCom 5.0 on Windows', USER_AGENTS.wecomWindows, 'wecom', 'desktop'],
  ['WeCom 3.1 on macOS', USER_AGENTS.wecomMac, 'wecom', 'desktop'],
  ['a private deployment on Android', USER_AGENTS.wecomPrivate, 'wecom', 'mobile'],
  ['plain WeChat on iOS', USER_AGENTS.wechat, 'wechat', 'mobile'],
  [
    'plain WeChat on Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13)',
    'wechat',
    'desktop',
  ],
  ['Chrome on Windows', USER_AGENTS.chrome, 'other', 'desktop'],
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
