import { type Html, html } from './html';

const TABS = [
  ['/inbox', '消息', 'Messages'],
  ['/workbench', '工作台', 'Workbench'],
] as const;

/** The lower edge of the client, with the two of its tabs that there are here. */
export const tabBar = (current: (typeof TABS)[number][0]): Html =>
  html`<nav class="tab-bar" aria-label="企业微信 WeCom">${TABS.map(
    ([path, zh, en]) =>
      html`<a href="${path}" data-testid="tab-${path.slice(1)}"${path === current ? html` aria-current="page"` : ''}>${zh}<small lang="en">${en}</small></a>`,
  )}</nav>`;
