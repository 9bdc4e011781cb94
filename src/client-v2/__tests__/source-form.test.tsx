/** @jest-environment jsdom */
/** The form of a source as NocoBase's page "Synchronize" mounts it, in an antd form of its own. */
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Form, type FormInstance, Input } from 'antd';
import { createRef } from 'react';
import { prepareBrowser } from '../../client-shared/__tests__/support/browser';
import { fakeApp } from '../../client-shared/__tests__/support/fake-app';
import { ModernSourceForm } from '../settings-form';

jest.mock(
  '@nocobase/client-v2',
  () => ({ EnvVariableInput: ({ password: _, ...props }: object & { password?: boolean }) => <Input {...props} /> }),
  {
    virtual: true,
  },
);

beforeAll(() => prepareBrowser());
afterEach(cleanup);

const KEYS = { token: 'T0ken'.padEnd(32, 'x'), aesKey: 'k'.repeat(43) };
const AUTHENTICATORS = [{ name: 'wecom', authType: 'wecom', title: 'WeCom' }];

function open(record: { name?: string; options: Record<string, unknown> }) {
  const posted: [string, unknown][] = [];
  const app = fakeApp({
    answer: ({ url = '', method, data, params }) => {
      if (method === 'post') posted.push([url, JSON.parse(String(data))]);
      if (url === 'wecomDirectory:newKeys') return KEYS;
      if (url === 'wecomDirectory:check')
        return [{ check: 'range', status: 'ok', message: 'The app sees 312 members.' }];
      if (url === 'authenticators:publicList') return AUTHENTICATORS;
      if (url === 'wecomDirectory:eventSettings') {
        return { url: `https://crm.example.com/api/wecom:contacts/${params.source}`, saved: true };
      }
      return undefined;
    },
  });
  const form = createRef<FormInstance>();
  render(
    <Form ref={form} initialValues={{ sourceType: 'wecom', enabled: false, ...record }}>
      <Form.Item name="name">
        <Input aria-label="Source name" />
      </Form.Item>
      <ModernSourceForm app={app} />
    </Form>,
  );
  return { posted, options: () => form.current?.getFieldsValue(true).options };
}

const press = (name: string) =>
  act(async () => void fireEvent.click(screen.getByText(name).closest('button') as Element));
const shown = () =>
  [...document.querySelectorAll<HTMLInputElement>('input[readonly]:not([role])')].map(({ value }) => value);

it('a new source begins with what is right for most, and with the only authenticator there is', async () => {
  const { options } = open({ options: {} });
  await waitFor(() => expect(options().authenticator).toBe('wecom'));
  expect(options()).toMatchObject({
    departments: true,
    onlyDepartments: [],
    createUsers: true,
    overwriteNames: false,
    onLeave: 'sessions',
    schedule: '',
  });
});

const SAVED = { authenticator: 'wecom', departments: false, createUsers: false, onLeave: 'lockout', schedule: '' };

it('a saved one keeps what an administrator has chosen, and is checked under its name', async () => {
  const { options, posted } = open({ name: 'company', options: SAVED });
  await screen.findByText('WeCom (wecom)');
  expect(options()).toMatchObject(SAVED);
  fireEvent.change(screen.getByLabelText('Source name'), { target: { value: 'renamed' } });
  await press('Check settings');
  await screen.findByText('The app sees 312 members.');
  expect(posted).toEqual([['wecomDirectory:check', { source: 'company', options: expect.objectContaining(SAVED) }]]);
});

it('only numbers are taken as departments, however they are typed', async () => {
  const { options } = open({ name: 'company', options: SAVED });
  const input = document.querySelector('#options_onlyDepartments') as HTMLInputElement;
  fireEvent.change(input, { target: { value: '2，15 x,15,' } });
  await waitFor(() => expect(options().onlyDepartments).toEqual([2, 15]));
});

it('the button fills Token and EncodingAESKey, and shows both with the address as long as they can be copied', async () => {
  const { options } = open({ name: 'company', options: SAVED });
  await press('Make Token and EncodingAESKey');
  await waitFor(() =>
    expect(shown()).toEqual([KEYS.token, KEYS.aesKey, 'https://crm.example.com/api/wecom:contacts/company']),
  );
  expect(options()).toMatchObject({ contactToken: KEYS.token, contactAesKey: KEYS.aesKey });
});

it('the address of a new source is there before it is saved', async () => {
  open({ name: 'my source', options: {} });
  await waitFor(() => expect(shown()).toEqual(['http://localhost/api/wecom:contacts/my%20source']));
});
