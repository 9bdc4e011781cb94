export interface PlainPage {
  /** Such as `zh-CN`. */
  language: string;
  /** What it says, a paragraph each. */
  sentences: string[];
  /** Opens a window of its own. */
  link?: { address: string; text: string };
  /** Asks again after so many seconds. */
  againAfter?: number;
  /** Whether it may stand inside another page. */
  mayBeFramed?: boolean;
}

/** A page that needs nothing from anywhere, and of which nothing stays in a cache. Texts and addresses are ours. */
export function plainPage({ language, sentences, link, againAfter, mayBeFramed }: PlainPage) {
  const frames = mayBeFramed ? '' : "; frame-ancestors 'none'";
  const refresh = againAfter ? `<meta http-equiv="refresh" content="${againAfter}">` : '';
  const paragraphs = sentences.map((sentence) => `<p>${escaped(sentence)}</p>`).join('');
  const anchor = link
    ? `<p><a href="${escaped(link.address)}" target="_blank" rel="noreferrer">${escaped(link.text)}</a></p>`
    : '';
  return {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'${frames}`,
      ...(!mayBeFramed && { 'X-Frame-Options': 'DENY' }),
      ...(againAfter && { 'Retry-After': String(againAfter) }),
    },
    body: `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}
<title>NocoBase</title>
<style>body{margin:0;padding:20vh 24px;font:18px/1.6 system-ui,sans-serif;text-align:center;color-scheme:light dark}</style>
</head>
<body><main><div role="status">${paragraphs}</div>${anchor}</main></body>
</html>`,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
