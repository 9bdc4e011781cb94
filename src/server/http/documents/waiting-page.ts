import { plainPage } from './plain-page';

/** How often the page asks again, in seconds. */
const AGAIN_S = 3;

/** NocoBase's translations are not there yet; the same sentences are in the locale files. */
export const WAITING_SENTENCES = {
  starting: {
    'en-US': 'NocoBase is starting. This page goes on by itself.',
    'zh-CN': 'NocoBase 正在启动，启动后此页面会自动继续。',
    'zh-TW': 'NocoBase 正在啟動，啟動後此頁面會自動繼續。',
    'ja-JP': 'NocoBase を起動しています。このページは自動的に先へ進みます。',
  },
  disabled: {
    'en-US': 'Sign-in with WeCom is switched off here. Please ask the administrator.',
    'zh-CN': '这里没有启用企业微信登录。请联系管理员。',
    'zh-TW': '這裡沒有啟用企業微信登入。請聯絡管理員。',
    'ja-JP': 'ここでは WeCom でのサインインが無効になっています。管理者にお問い合わせください。',
  },
} as const;

type Language = keyof (typeof WAITING_SENTENCES)['starting'];

/** What a person meets who wants to sign in while that is not possible. */
export function waitingPage(problem: keyof typeof WAITING_SENTENCES, acceptLanguage = '') {
  const language = languageOf(acceptLanguage);
  const isStarting = problem === 'starting';
  const sentences = [WAITING_SENTENCES[problem][language]];
  const page = plainPage({ language, sentences, ...(isStarting && { againAfter: AGAIN_S }) });
  return { status: isStarting ? 503 : 404, ...page };
}

function languageOf(acceptLanguage: string): Language {
  const [first = ''] = acceptLanguage.split(/[,;]/, 1);
  if (/^zh-(tw|hk|mo|hant)/i.test(first)) return 'zh-TW';
  if (/^zh/i.test(first)) return 'zh-CN';
  return /^ja/i.test(first) ? 'ja-JP' : 'en-US';
}
