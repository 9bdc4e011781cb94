/** Forms that change the company. */
import type { SimRequest } from '../../http';
import { type Html, html } from '../html';
import { both } from '../layout';

const LOOPBACK_ADDRESS = /^(127\.|::1$)/;
const LOOPBACK_HOST = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

/**
 * Neither another machine nor a web page of somebody else that is open in a developer's browser may change the company.
 * Browsers say where a form came from in Sec-Fetch-Site; its Origin is "null", as these pages send no referrer.
 */
export function isOwnForm({ remoteAddress, headers }: SimRequest): boolean {
  if (!LOOPBACK_ADDRESS.test(remoteAddress) || !LOOPBACK_HOST.test(headers.host ?? '')) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}

type Label = [zh: string, en: string];

export const textField = (label: Label, name: string, value: string, required = false): Html =>
  html`<label class="entry"><span>${both(...label)}</span><input name="${name}" value="${value}"${required ? html` required` : ''} data-testid="${name}"></label>`;

export const choiceField = (
  label: Label,
  name: string,
  value: string,
  options: [value: string, text: string][],
): Html =>
  html`<label class="entry"><span>${both(...label)}</span><select name="${name}" data-testid="${name}">${options.map(
    ([one, text]) => html`<option value="${one}"${one === value ? html` selected` : ''}>${text}</option>`,
  )}</select></label>`;

interface FormOptions {
  action: string;
  /** Sent along without being shown. */
  hidden?: Record<string, string>;
  button: Label;
  testId: string;
  quiet?: boolean;
}

export const postForm = (
  { action, hidden = {}, button, testId, quiet }: FormOptions,
  fields: Html | Html[] = [],
): Html =>
  html`<form class="entries" method="post" action="${action}">
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${fields}
<button class="button${quiet ? ' quiet' : ''}" data-testid="${testId}">${both(...button)}</button></form>`;
