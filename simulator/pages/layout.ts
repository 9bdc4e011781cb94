import { htmlReply, type Reply } from '../http';
import { type Html, html } from './html';

interface PageOptions {
  /** Chinese title; the English one comes after it. */
  title: string;
  titleEn: string;
  /** `narrow`: one column as in the client; `wide`: for a desktop browser; `panel`: in a small frame. */
  width?: 'narrow' | 'wide' | 'panel';
  head?: Html;
}

/** A whole page, Chinese first. Only the panel has a script. */
export function page({ title, titleEn, width = 'narrow', head }: PageOptions, content: Html): Reply {
  const document = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title} · ${titleEn}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/style.css">
${head}
</head>
<body class="${width}">
<main>
${content}
</main>
<footer class="footer">企业微信模拟器，仅供开发与测试 <span lang="en">WeCom simulator, for development and tests only</span></footer>
</body>
</html>`;
  return htmlReply(document.text);
}

/** Chinese sentence with its English one below, smaller. */
export const both = (zh: string | Html, en: string | Html): Html =>
  html`${zh}<small class="en" lang="en">${en}</small>`;

/** A page that says one thing. */
export function messagePage(
  tone: 'info' | 'error',
  testId: string,
  heading: [zh: string, en: string],
  details: Html,
): Reply {
  return page(
    { title: heading[0], titleEn: heading[1] },
    html`<section class="card message" data-testid="${testId}">
<div class="sign ${tone}" aria-hidden="true">${tone === 'error' ? '!' : 'i'}</div>
<h1>${both(heading[0], heading[1])}</h1>
${details}
</section>`,
  );
}
