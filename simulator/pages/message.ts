/** One message in the chat of an app, as the client shows it. */
import type { InboxMessage, TextNotice } from '../state/inbox';
import { type Html, html } from './html';
import { descriptionHtml, type LinkTo, markdownHtml, textHtml } from './wecom-markup';

export function messageHtml(message: InboxMessage, appName: string, linkTo: LinkTo): Html {
  const { content } = message;
  switch (content.msgtype) {
    case 'text':
      return html`<div class="bubble">${textHtml(content.text.content, linkTo)}</div>`;
    case 'markdown':
      return html`<div class="bubble markdown">${markdownHtml(content.markdown.content, linkTo)}</div>`;
    case 'textcard': {
      const { title, description, url, btntxt } = content.textcard;
      return html`<a class="message-card" href="${linkTo(url)}"><strong class="title">${title}</strong>
<div class="description">${descriptionHtml(description)}</div><span class="more">${btntxt}</span></a>`;
    }
    case 'template_card':
      return templateCard(content.template_card, appName, linkTo);
  }
}

/** The card opens its page wherever it is tapped; the rows below it are links of their own. */
function templateCard(card: TextNotice, appName: string, linkTo: LinkTo): Html {
  const { main_title, emphasis_content: emphasis, sub_title_text, horizontal_content_list: rows, jump_list } = card;
  const hasEmphasis = emphasis.title !== '' || emphasis.desc !== '';
  return html`<div class="message-card"><a class="card-body" href="${linkTo(card.card_action.url)}">
<small class="source">${appName}</small>
${main_title.title && html`<strong class="title">${main_title.title}</strong>`}
${main_title.desc && html`<span class="desc">${main_title.desc}</span>`}
${hasEmphasis && html`<span class="emphasis"><b>${emphasis.title}</b><small>${emphasis.desc}</small></span>`}
${sub_title_text && html`<span class="description">${sub_title_text}</span>`}
${
  rows.length > 0 &&
  html`<dl class="rows">${rows.map(({ keyname, value }) => html`<div><dt>${keyname}</dt><dd>${value}</dd></div>`)}</dl>`
}</a>${jump_list.map(({ title, url }) => html`<a class="more" href="${linkTo(url)}">${title}</a>`)}</div>`;
}
