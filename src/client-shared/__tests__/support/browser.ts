import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import zhCN from '../../../locale/zh-CN.json';
import { NAMESPACE } from '../../../shared/constants';

/** What antd needs and jsdom lacks, and this plugin's sentences as NocoBase loads them. */
export async function prepareBrowser(language: 'en-US' | 'zh-CN' = 'en-US'): Promise<void> {
  window.matchMedia ??= ((query: string) => ({
    matches: false,
    media: query,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  })) as unknown as typeof window.matchMedia;
  // jsdom has no styles of pseudo-elements, and prints a stack each time that one is asked for.
  const { getComputedStyle } = window;
  window.getComputedStyle = (element) => getComputedStyle(element);
  await i18next.use(initReactI18next).init({
    lng: language,
    keySeparator: false,
    nsSeparator: false,
    resources: { 'zh-CN': { [NAMESPACE]: zhCN } },
  });
}

export function setUserAgent(userAgent: string): void {
  Object.defineProperty(window.navigator, 'userAgent', { value: userAgent, configurable: true });
}
