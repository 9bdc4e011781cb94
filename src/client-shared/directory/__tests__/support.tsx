import { act, fireEvent, render, waitFor } from '@testing-library/react';
import { App } from 'antd';
import type { ReactElement } from 'react';
import { type FakeApp, fakeApp } from '../../__tests__/support/fake-app';
import type { Run, Source } from '../requests';

type Answer = (request: { data?: unknown; params: Record<string, unknown> }) => unknown;

/** A client whose server answers by action; what is not answered is an empty list. */
export function appAnswering(answers: Record<string, Answer>): FakeApp & { posted: [action: string, data: unknown][] } {
  const posted: [string, unknown][] = [];
  const app = fakeApp({
    basename: '/v/',
    answer: ({ url = '', method, data, params }) => {
      const body = data === undefined ? undefined : JSON.parse(String(data));
      if (method === 'post') posted.push([url, body]);
      return answers[url]?.({ data: body, params: params ?? {} }) ?? [];
    },
  });
  app.pm.get = (() => ({})) as never;
  return Object.assign(app, { posted });
}

/** NocoBase has antd's App around every page. */
export const show = (page: ReactElement) => render(<App>{page}</App>);

export const run = (more: Partial<Run> = {}): Run => ({
  id: '1',
  source: 'company',
  corpId: 'ww1',
  kind: 'run',
  trigger: 'button',
  state: 'done',
  stage: 'end',
  done: 0,
  total: 0,
  counts: {},
  startedAt: '2026-11-01T00:00:00Z',
  finishedAt: '2026-11-01T00:01:00Z',
  ...more,
});

export const source = (more: Partial<Source> = {}): Source => ({
  name: 'company',
  enabled: true,
  corpId: 'ww1',
  running: null,
  last: null,
  ...more,
});

const nameOf = (element: Element) => element.getAttribute('aria-label') ?? element.textContent;

/** By its name as people see it: roles and names by the rules take jsdom seconds in antd's tables. @throws when missing */
export function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((one) => nameOf(one) === name);
  if (!found) throw new Error(`no button ${name}`);
  return found;
}

/** Waits until it is there and can be pressed. */
export const press = async (name: string) => {
  await waitFor(() => expect(button(name).disabled).toBe(false));
  await act(async () => void fireEvent.click(button(name)));
};
