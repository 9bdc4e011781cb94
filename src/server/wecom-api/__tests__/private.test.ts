import { SAMPLE, type Simulator, startSimulator } from '../../../../simulator';
import { AccessTokens } from '../access-token';
import { WeComClient } from '../client';
import type { Deployment } from '../endpoints';
import { createHttpClient } from '../http';
import { getIdentity } from '../identity';
import { getMember, getMemberDetails } from '../member';
import { oauthPage, webLoginLink } from '../pages';

const userid = SAMPLE.members.manager;
const http = createHttpClient({ timeoutMs: 60_000 });

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ corp: { deployment: 'private' } });
});
afterAll(() => simulator.close());

function clientFor(deployment: Deployment) {
  const credentials = { apiBaseUrl: simulator.url, corpId: SAMPLE.privateCorpId, secret: SAMPLE.secret };
  const cache = { get: async () => undefined, set: async () => undefined, del: async () => undefined };
  return new WeComClient({ credentials, tokens: new AccessTokens(cache), http, deployment });
}

const codeOfMember = () => simulator.control.mintCode({ userid, scope: 'snsapi_privateinfo' });

it('a private deployment answers under the old names', async () => {
  const client = clientFor('private');
  const identity = await getIdentity(client, codeOfMember());
  expect(identity).toMatchObject({ kind: 'member', userId: userid, userTicket: expect.any(String) });
  expect((await getMember(client, userid)).active).toBe(true);
  const { userTicket = '' } = identity as { userTicket?: string };
  expect(await getMemberDetails(client, userTicket, userid)).toMatchObject({
    userId: userid,
    phone: expect.any(String),
  });
});

it('a private deployment does not have the new names', async () => {
  await expect(getIdentity(clientFor('cloud'), codeOfMember())).rejects.toMatchObject({
    endpoint: 'auth/getuserinfo',
    reason: 'status',
    detail: '404',
  });
});

it('a private deployment has its own page for the web login, and the usual one for the client', async () => {
  const input = {
    baseUrl: simulator.url,
    corpId: SAMPLE.privateCorpId,
    agentId: String(SAMPLE.agentId),
    redirectUri: new URL('https://app.example.com/wecom/callback?authenticator=wecom'),
    state: 'S',
  };
  const statusOf = async (deployment: Deployment) =>
    (await fetch(webLoginLink({ ...input, deployment }, 'zh'), { redirect: 'manual' })).status;
  expect([await statusOf('private'), await statusOf('cloud')]).toEqual([200, 404]);
  expect((await fetch(oauthPage(simulator.url))).status).not.toBe(404);
});
