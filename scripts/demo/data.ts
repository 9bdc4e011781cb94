import { SAMPLE, type Simulator, sampleCorp } from '../../simulator';
import type { NocoBaseApi } from '../nocobase';
import { signInAsMember, simulatorOptions } from '../nocobase/wecom';

const AUTHENTICATOR = 'wecom';

/** Members of the sample company who have a NocoBase user with the same phone number. */
const WITH_USER: string[] = [SAMPLE.members.manager, SAMPLE.members.mixedCase, SAMPLE.members.bizMail];

/** Of these, the ones who have opened the app in WeCom before, so that scanning the QR code is enough from the start. */
const SIGNED_IN_BEFORE: string[] = [SAMPLE.members.manager, SAMPLE.members.mixedCase];

/**
 * Makes what the demo shows: a WeCom authenticator that points at the simulator, and users whose phone numbers match.
 * What is there from an earlier run is kept; only the addresses are brought up to date.
 */
export async function prepareData(api: NocoBaseApi, simulator: Simulator, origin: string): Promise<void> {
  await api.signIn();
  await saveAuthenticator(api, simulator, origin);
  for (const member of sampleCorp().members.filter(({ userid }) => WITH_USER.includes(userid))) {
    const username = member.userid.toLowerCase();
    if (await api.has('users', { username })) continue;
    await api.createUser({ username, nickname: member.name, phone: member.mobile, password: 'demo1234' });
    if (SIGNED_IN_BEFORE.includes(member.userid)) await signInAsMember(api, simulator, member.userid, AUTHENTICATOR);
  }
}

async function saveAuthenticator(api: NocoBaseApi, simulator: Simulator, origin: string): Promise<void> {
  const { data } = await api.call<{ name: string; options: Record<string, unknown> }[]>('authenticators:list');
  const saved = data.find(({ name }) => name === AUTHENTICATOR);
  if (saved) {
    const addresses = { origin, apiBaseUrl: simulator.url, oauthBaseUrl: simulator.url, loginBaseUrl: simulator.url };
    // The list has a mask for the secret, and the plugin sends no saved secret to a server that is new to it.
    const options = { ...saved.options, ...addresses, secret: SAMPLE.secret };
    await api.updateAuthenticator(AUTHENTICATOR, { options });
  } else {
    const options = simulatorOptions(simulator.url, origin);
    await api.createAuthenticator({ name: AUTHENTICATOR, title: 'WeCom', options });
  }
}
