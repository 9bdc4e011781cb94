import { SAMPLE, type Simulator, sampleCorp } from '../../simulator';
import type { NocoBaseApi } from '../nocobase';

const AUTHENTICATOR = 'wecom';
const SOURCE = 'company';
const DEPARTMENTS = '@nocobase/plugin-departments';

/**
 * Makes what shows the directory: departments, a source, somebody who looks like a user without a link, and the address for
 * events, so that whoever is dismissed in the simulator is signed out at once. What is there from an earlier run is kept.
 */
export async function prepareDirectory(api: NocoBaseApi, simulator: Simulator): Promise<void> {
  if (!(await api.enabledPlugins()).includes(DEPARTMENTS)) await api.enablePlugins([DEPARTMENTS]);
  await addSource(api);
  await addNamesake(api);
  await openEvents(api, simulator);
}

async function addSource(api: NocoBaseApi): Promise<void> {
  if (await api.has('userDataSyncSources', { name: SOURCE })) return;
  const options = {
    authenticator: AUTHENTICATOR,
    departments: true,
    onlyDepartments: [],
    createUsers: true,
    overwriteNames: false,
    onLeave: 'sessions',
    schedule: '10 3 * * *',
  };
  await api.call('userDataSyncSources:create', {
    body: { name: SOURCE, sourceType: 'wecom', enabled: true, options },
  });
}

/** A user of NocoBase with the name of a member, and nothing else that tells whether they are one person. */
async function addNamesake(api: NocoBaseApi): Promise<void> {
  const username = `${SAMPLE.members.secondNewcomer}.old`;
  if (await api.has('users', { username })) return;
  const nickname = sampleCorp().members.find(({ userid }) => userid === SAMPLE.members.secondNewcomer)?.name;
  await api.createUser({ username, nickname, password: 'demo1234' });
}

/** The simulator forgets the address when it ends, so that each start makes new keys and saves it, as in WeCom's console. */
async function openEvents(api: NocoBaseApi, simulator: Simulator): Promise<void> {
  const saved = await api.findAuthenticator(AUTHENTICATOR);
  const { data: keys } = await api.call<{ token: string; aesKey: string }>('wecomDirectory:newKeys', { body: {} });
  // The list has a mask for the secret, and the plugin sends no saved secret to a server that is new to it.
  const options = { ...saved?.options, secret: SAMPLE.secret, eventToken: keys.token, eventAesKey: keys.aesKey };
  await api.updateAuthenticator(AUTHENTICATOR, { options });
  const { data: settings } = await api.call<{ url: string }>('wecomDirectory:eventSettings', {
    query: { authenticator: AUTHENTICATOR },
  });
  const callback = { url: settings.url, token: keys.token, encodingAesKey: keys.aesKey };
  const verdict = await simulator.control.saveCallback(SAMPLE.agentId, callback);
  if (!verdict.saved) throw new Error(`The simulator could not save the address for events: ${verdict.reason}`);
}
