/** The pages a person can see. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notFoundReply, type Reply, type SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { authorizePage } from './authorize';
import { answerForm, eventsPage, memberPage, peoplePage } from './directory';
import { homePage } from './home';
import { inboxOpen, inboxPage } from './inbox';
import { panelScript } from './panel';
import { uriConfirmPage } from './uri-confirm';
import { CONFIRM_PATHS, webLoginConfirm, webLoginPage } from './web-login';
import { workbenchOpen, workbenchPage } from './workbench';

const STYLE = ['base', 'people', 'messages', 'web-login', 'workbench', 'home', 'inbox', 'directory']
  .map((name) => readFileSync(join(__dirname, 'styles', `${name}.css`), 'utf8'))
  .join('\n');

const styleSheet = (): Reply => ({ status: 200, headers: { 'Content-Type': 'text/css; charset=utf-8' }, body: STYLE });

const PAGES = new Map<string, (request: SimRequest, state: SimulatorState) => Reply>([
  ['/', homePage],
  ['/people', peoplePage],
  ['/people/member', memberPage],
  ['/events', eventsPage],
  ['/workbench', workbenchPage],
  ['/workbench/open', workbenchOpen],
  ['/inbox', inboxPage],
  ['/inbox/open', inboxOpen],
  ['/connect/oauth2/authorize', authorizePage],
  ['/wwopen/uriconfirm', uriConfirmPage],
  ['/wwlogin/sso/login', webLoginPage('wwlogin')],
  [CONFIRM_PATHS.wwlogin, webLoginConfirm('wwlogin')],
  ['/wwopen/sso/qrConnect', webLoginPage('qrConnect')],
  [CONFIRM_PATHS.qrConnect, webLoginConfirm('qrConnect')],
  ['/assets/style.css', styleSheet],
  ['/assets/panel.js', panelScript],
]);

export async function answerPage(request: SimRequest, state: SimulatorState): Promise<Reply> {
  const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path;
  // A private deployment is a generation behind.
  if (state.corp.deployment === 'private' && path.startsWith('/wwlogin/')) return notFoundReply();
  return (await answerForm(request, state)) ?? PAGES.get(path)?.(request, state) ?? notFoundReply();
}
