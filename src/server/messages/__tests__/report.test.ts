import i18next from 'i18next';
import enUS from '../../../locale/en-US.json';
import zhCN from '../../../locale/zh-CN.json';
import { SignInError } from '../../errors';
import { WeComRefusal, WeComUnreachable } from '../../wecom-api/errors';
import type { Tally } from '../deliver';
import { reportOf, type Translate } from '../report';

const i18n = i18next.createInstance();
beforeAll(() =>
  i18n.init({
    resources: { 'en-US': { translation: enUS }, 'zh-CN': { translation: zhCN } },
    nsSeparator: false,
    keySeparator: false,
    interpolation: { escapeValue: false },
  }),
);
const translate =
  (lng: string): Translate =>
  (sentence, values) =>
    i18n.t(sentence, { ...values, lng });

const none = { count: 0, first: [] };
const tally = (more: Partial<Tally>): Tally => ({
  reached: 0,
  unlinked: none,
  refused: none,
  unlicensed: none,
  unknown: 0,
  untried: 0,
  messageIds: [],
  ...more,
});
const names = new Map([
  ['1', '张伟'],
  ['2', 'Anna'],
]);
const report = (more: Partial<Tally>, lng = 'en-US') =>
  reportOf({ tally: tally(more), cut: [], linkRefused: false, names, t: translate(lng) });

it.each<[string, Partial<Tally>, string, string]>([
  ['everybody', { reached: 2, messageIds: ['m-1', 'm-2'] }, 'success', 'Reached 2 of 2. Message id: m-1, m-2.'],
  [
    'some, and names the others',
    { reached: 1, unlinked: { count: 2, first: ['1', '9'] }, unlicensed: { count: 5, first: ['2'] } },
    'success',
    'Reached 1 of 8. Without a link to WeCom: 张伟, user 9. Without a licence of the company for WeCom’s interfaces: Anna and 4 more.',
  ],
  ['nobody, because there is nobody', {}, 'success', 'The message has no receivers.'],
  [
    'nobody who is linked',
    { unlinked: { count: 1, first: ['2'] } },
    'failure',
    'Reached 0 of 1. Without a link to WeCom: Anna.',
  ],
  [
    'nobody, because of a limit',
    { untried: 3, stopped: new WeComRefusal('message/send', 45009, '1234567890123456789012345') },
    'failure',
    'Reached 0 of 3. Not sent to 3. The app has sent as much as WeCom allows it for now. Send less often or to fewer people, or try again in an hour. (errcode 45009, hint 1234567890123456789012345)',
  ],
  [
    'nobody knows whom',
    { unknown: 2, untried: 1, stopped: new WeComUnreachable('message/send', 'timeout') },
    'failure',
    'Reached 0 of 3. WeCom did not answer. Whether 2 have got it is not known, and it is not sent again. Not sent to 1. WeCom is not reachable. Check the network, the outbound proxy and the API base URL. (timeout)',
  ],
  [
    'nobody, with an errcode that is not known',
    { untried: 1, stopped: new WeComRefusal('message/send', 999999) },
    'failure',
    'Reached 0 of 1. Not sent to 1. WeCom answered with an errcode that this plugin does not know. Look it up with the hint in the WeCom developer tools. (errcode 999999)',
  ],
  [
    'nobody, because of the settings',
    { untried: 1, stopped: new SignInError('WECOM_SETTINGS', { operator: 'x' }) },
    'failure',
    'Reached 0 of 1. Not sent to 1. The WeCom authenticator of the channel does not exist, is disabled, or its settings are not complete.',
  ],
])('a message that has reached %s', (_, given, status, reason) => {
  expect(report(given)).toEqual({ status, reason });
});

it('says what was cut, and that a link was not used', () => {
  const { reason } = reportOf({
    tally: tally({ reached: 1 }),
    cut: ['title', 'body'],
    linkRefused: true,
    names,
    t: translate('en-US'),
  });
  expect(reason).toBe(
    'Reached 1 of 1. Too long for WeCom, and cut: title, body. The link may not be used, so the message leads to the start page.',
  );
});

it('speaks Chinese, too', () => {
  expect(report({ reached: 1, unlinked: { count: 2, first: ['1'] } }, 'zh-CN').reason).toBe(
    '共 3 人，已送达 1 人。 未绑定企业微信：张伟，另有 1 人。',
  );
});
