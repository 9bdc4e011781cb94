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

/** A page that needs nothing from anywhere, and of which nothing stays in a cache. */
export function waitingPage(problem: keyof typeof WAITING_SENTENCES, acceptLanguage = '') {
  const language = languageOf(acceptLanguage);
  const isStarting = problem === 'starting';
  const refresh = isStarting ? `<meta http-equiv="refresh" content="${AGAIN_S}">` : '';
  const sentence = WAITING_SENTENCES[problem][language];
  return {
    status: isStarting ? 503 : 404,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Frame-Options': 'DENY',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      ...(isStarting && { 'Retry-After': String(AGAIN_S) }),
    },
    body: `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}
<title>NocoBase</title>
<style>body{margin:0;padding:20vh 24px;font:18px/1.6 system-ui,sans-serif;text-align:center;color-scheme:light dark}</style>
</head>
<body><p role="status">${sentence}</p></body>
</html>`,
  };
}

function languageOf(acceptLanguage: string): Language {
  const [first = ''] = acceptLanguage.split(/[,;]/, 1);
  if (/^zh-(tw|hk|mo|hant)/i.test(first)) return 'zh-TW';
  if (/^zh/i.test(first)) return 'zh-CN';
  return /^ja/i.test(first) ? 'ja-JP' : 'en-US';
}
