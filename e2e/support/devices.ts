import { USER_AGENTS } from '../../simulator';

/** The browsers that tests play. */
export interface Device {
  userAgent?: string;
  viewport: { width: number; height: number };
  isMobile?: boolean;
  hasTouch?: boolean;
}

const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

export const DEVICES = {
  /** A plain desktop browser: the sign-in is by QR code. */
  desktop: DESKTOP,
  /** A plain browser on a phone. */
  phone: { ...PHONE, userAgent: USER_AGENTS.chromeAndroid },
  wecomIphone: { ...PHONE, userAgent: USER_AGENTS.wecomIphone },
  wecomAndroid: { ...PHONE, userAgent: USER_AGENTS.wecomAndroid },
  wecomWindows: { ...DESKTOP, userAgent: USER_AGENTS.wecomWindows },
  wecomMac: { ...DESKTOP, userAgent: USER_AGENTS.wecomMac },
  /** WeCom of a private deployment (企业微信本地版). */
  wecomPrivate: { ...PHONE, userAgent: USER_AGENTS.wecomPrivate },
  /** Plain WeChat, where employees are strangers. */
  wechat: { ...PHONE, userAgent: USER_AGENTS.wechat },
} satisfies Record<string, Device>;

export type DeviceName = keyof typeof DEVICES;
