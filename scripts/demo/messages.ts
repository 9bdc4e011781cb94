import { SAMPLE } from '../../simulator';
import type { NocoBaseApi } from '../nocobase';

const CHANNEL = 'wecom';
const WORKFLOW = '新同事通知 New colleague';

/** Runs after a record was made. NocoBase counts the events of a collection in bits. */
const AFTER_CREATE = 1;

/**
 * Makes what shows messages: the channel, and a workflow that sends a card to the manager whenever a user is new, as those
 * are who sign in from the Workbench for the first time. What is there from an earlier run is kept.
 */
export async function prepareMessages(api: NocoBaseApi): Promise<void> {
  if (await api.has('notificationChannels', { name: CHANNEL })) return;
  const options = { authenticator: 'wecom' };
  await api.call('notificationChannels:create', {
    body: { name: CHANNEL, title: '企业微信 WeCom', notificationType: 'wecom', options },
  });
  const username = SAMPLE.members.manager;
  const { data } = await api.call<{ id: number }[]>('users:list', { query: { filter: JSON.stringify({ username }) } });
  if (data[0]) await addWorkflow(api, data[0].id);
}

async function addWorkflow(api: NocoBaseApi, receiver: number): Promise<void> {
  const config = { collection: 'users', mode: AFTER_CREATE };
  const { data: workflow } = await api.call<{ id: number }>('workflows:create', {
    body: { title: WORKFLOW, type: 'collection', enabled: false, config },
  });
  await api.call(`workflows/${workflow.id}/nodes:create`, {
    body: { type: 'notification', title: '企业微信 WeCom', config: card(receiver) },
  });
  await api.call('workflows:update', { query: { filterByTk: String(workflow.id) }, body: { enabled: true } });
}

function card(receiver: number) {
  return {
    channelName: CHANNEL,
    receivers: [receiver],
    msgtype: 'template_card',
    title: '新同事加入 New colleague',
    emphasis: { title: '{{$context.data.nickname}}', desc: '已加入 NocoBase has joined' },
    content: '点击打开 NocoBase，自动登录。Tap to open NocoBase, signed in.',
    rows: [
      { keyname: '用户名', value: '{{$context.data.username}}' },
      { keyname: '手机', value: '{{$context.data.phone}}' },
    ],
    url: '/admin',
    btntxt: '打开 NocoBase',
  };
}
