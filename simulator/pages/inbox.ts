/** `/inbox`: the chats that apps have with a member. Choose who you are, read, and tap. */
import { type App, findApp } from '../corp';
import { notFoundReply, type Reply, redirectReply, type SimRequest } from '../http';
import type { SimulatorState } from '../state';
import type { InboxMessage } from '../state/inbox';
import { findPerson, memberCookie } from './client';
import { type Html, html } from './html';
import { both, page } from './layout';
import { messageHtml } from './message';
import { avatar, peopleList } from './people';
import { tabBar } from './tab-bar';
import { asSeenByClient, openingCookies, personAtWorkbench } from './workbench';

export function inboxPage(request: SimRequest, state: SimulatorState): Reply {
  const chosen = findPerson(state, request.query.get('sim_member'));
  if (chosen) return redirectReply('/inbox', [memberCookie(chosen.id)]);
  const person = personAtWorkbench(request, state);
  const messages = person ? state.inbox.of(person.id) : [];
  const app = chosenApp(request, state, messages);
  const shown = messages.filter(({ agentId }) => agentId === app?.agentId);
  return page(
    { title: '消息', titleEn: 'Messages', width: 'wide' },
    html`<div class="desk">
<section class="phone" data-testid="inbox">
<header><h1>${app?.name ?? '消息'} <small lang="en">Messages</small></h1><span>${state.corp.name}</span></header>
${person && html`<p class="person-head" data-testid="current-person">${avatar(person.name)}<span><strong>${person.name}</strong><small>${person.id}</small></span></p>`}
${appTabs(state, messages, app)}
${shown.length === 0 ? noMessages() : html`<ol class="chat">${shown.map((message) => chatItem(message, app))}</ol>`}
<p class="refresh"><a class="button quiet" href="${request.rawUrl}" data-testid="refresh">${both('刷新', 'Refresh')}</a></p>
${tabBar('/inbox')}
</section>
<div class="side"><section class="card"><h2>${both('你是谁？', 'Who are you?')}</h2>
${peopleList(request, state, { linkOf: (id) => `/inbox?sim_member=${encodeURIComponent(id)}`, currentId: person?.id })}
</section></div>
</div>`,
  );
}

/** A tap on a link of a message. Only addresses that this person has in a message are opened. */
export function inboxOpen(request: SimRequest, state: SimulatorState): Reply {
  const person = personAtWorkbench(request, state);
  const msgid = request.query.get('msgid');
  const url = request.query.get('url') ?? '';
  const message = person && state.inbox.of(person.id).find((one) => one.msgid === msgid);
  const app = message && findApp(state.corp, message.agentId);
  const isOfIt =
    /^https?:/i.test(url) && JSON.stringify(message?.content ?? '').includes(JSON.stringify(url).slice(1, -1));
  if (!app || !isOfIt) return notFoundReply();
  return redirectReply(asSeenByClient(url, app, request), openingCookies(request, person));
}

/** The one that was asked for, else the one that wrote last. */
function chosenApp(request: SimRequest, state: SimulatorState, messages: InboxMessage[]): App | undefined {
  const asked = findApp(state.corp, Number(request.query.get('agentid')));
  return asked ?? findApp(state.corp, messages.at(-1)?.agentId ?? 0) ?? state.corp.apps[0];
}

function appTabs(state: SimulatorState, messages: InboxMessage[], current: App | undefined): Html | false {
  const senders = state.corp.apps.filter(({ agentId }) => messages.some((message) => message.agentId === agentId));
  return (
    senders.length > 1 &&
    html`<nav class="app-tabs" aria-label="应用 Apps">${senders.map(
      ({ agentId, name }) =>
        html`<a href="/inbox?agentid=${agentId}"${agentId === current?.agentId ? html` aria-current="true"` : ''}>${name}</a>`,
    )}</nav>`
  );
}

function chatItem(message: InboxMessage, app: App | undefined): Html {
  const name = app?.name ?? '';
  const linkTo = (url: string) => `/inbox/open?${new URLSearchParams({ msgid: message.msgid, url })}`;
  return html`<li data-testid="message" data-kind="${message.content.msgtype}"><time>${new Date(message.time).toTimeString().slice(0, 5)}</time>
<span class="tile-icon small tone-${(app?.agentId ?? 0) % 6}" aria-hidden="true">${name.slice(0, 1)}</span>${messageHtml(message, name, linkTo)}</li>`;
}

const noMessages = (): Html =>
  html`<p class="note empty" data-testid="no-messages">${both('还没有消息。', 'No messages yet.')}</p>`;
