/** @jest-environment jsdom */
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import AccountPage from '../account/account-page';
import { ErrorView } from '../callback/error-view';
import LinksPage from '../links/links-page';
import { prepareBrowser, setUserAgent } from './support/browser';
import { fakeApp } from './support/fake-app';

beforeAll(() => prepareBrowser());
beforeEach(() => setUserAgent('Mozilla/5.0 Chrome/140.0.0.0'));
afterEach(cleanup);

const LINK = {
  id: '1',
  corpId: 'ww1',
  memberId: 'lina',
  memberName: '李娜',
  state: 'active',
  createdAt: '2026-11-01T00:00:00Z',
  user: { id: 7, nickname: 'Li Na' },
};

it('somebody whose account is not certain can prove one, be signed up, or ask', async () => {
  const asked: string[] = [];
  const app = fakeApp({ basename: '/', answer: ({ url }) => asked.push(String(url)) });
  const onCreate = jest.fn();
  const refusal = { code: 'WECOM_PROOF_REQUIRED' as const, choices: ['link' as const, 'create' as const] };
  render(<ErrorView app={app} authenticator="wecom" refusal={refusal} onCreate={onCreate} />);
  screen.getByRole('button', { name: 'I have an account here' });
  fireEvent.click(screen.getByRole('button', { name: 'I am new here' }));
  expect(onCreate).toHaveBeenCalledTimes(1);
  fireEvent.click(screen.getByRole('button', { name: 'Ask the administrator' }));
  await screen.findByText('The administrator will see your request.');
  expect(asked).toEqual(['wecom:askAdministrator']);
});

it('S-40 the page of the WeCom account links with a click, and not before', async () => {
  const posted: unknown[] = [];
  const app = fakeApp({
    answer: ({ url, data }) => {
      if (url === 'auth:check') return { nickname: 'Chen' };
      if (url === 'wecom:link') posted.push(JSON.parse(String(data)));
      return posted.length > 0
        ? { links: [LINK], authenticators: [] }
        : { links: [], authenticators: [], pending: { memberId: 'lina', memberName: '李娜', corpId: 'ww1' } };
    },
  });
  render(<AccountPage app={app} />);
  await screen.findByText('Anyone who uses this WeCom account can then sign in as this user.');
  expect(posted).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Link' }));
  await screen.findByText('李娜 (lina)');
  expect(posted).toEqual([{ pending: true }]);
});

it('the administrators’ page shows the links, and says when there are none', async () => {
  const app = fakeApp({ answer: () => [] });
  app.apiClient.request = async () => ({ data: { data: [LINK], meta: { count: 1 } } as never });
  render(<LinksPage app={app} />);
  await waitFor(() => screen.getByText('李娜 (lina)'));
  screen.getByText('Li Na');
});
