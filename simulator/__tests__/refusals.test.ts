import { ConfigError, type Control, type Fault, SAMPLE } from '../index';
import { sharedSimulator } from './helpers';

const simulator = sharedSimulator();
const outsider = { id: 'o', name: 'O' };

type Call = (control: Control) => unknown;
/** A call with anything at all in it: a company may come from a JSON file, which no compiler has seen. */
const row =
  <T>(kind: string, call: (control: Control, body: never) => unknown) =>
  (body: T): [title: string, call: Call] => [
    `${kind} ${JSON.stringify(body)}`,
    (control) => call(control, body as never),
  ];

const corp = row('corp', (control, body) => control.patchCorp(body));
const app = row('app', (control, body) => control.patchApp(SAMPLE.agentId, body));
const app7 = row('app 7', (control, body) => control.patchApp(7, body));
const member = row('member', (control, body) => control.upsertMember(body));
const code = row('code', (control, body) => control.mintCode(body));
const faults = row<unknown[]>('faults', (control, body: Fault[]) => control.setFault(...body));
const tokens = row('tokens', (control, body) => control.revokeTokens(body));
const current = row('current', (control, body) => control.setCurrentMember(body));

describe('a wrong call of the control', () => {
  test.each([
    [...corp(null), 'corp'],
    [...corp({ webLoginCancel: 'foo' }), 'webLoginCancel'],
    [...corp({ codeLength: 'abc' }), 'codeLength'],
    [...corp({ departments: 'x' }), 'departments'],
    [...corp({ outsiders: [{ ...outsider, openId: 'x' }] }), 'openId'],
    [...app(null), 'app'],
    [...app({ visibleMembers: null }), 'visibleMembers'],
    [...app({ sensitiveFields: null }), 'sensitiveFields'],
    [...app({ agentId: 7 }), 'agentId'],
    [...app7({ name: 'without a secret' }), 'secret'],
    [...member(null), 'member'],
    [...member({}), 'userid'],
    [...member({ userid: 'zhangwei', phone: '1' }), '"phone"'],
    [...member({ userid: 'zhangwei', department: 5 }), 'department'],
    [...member({ userid: 'new', department: [2] }), 'name'],
    [...tokens('abc'), 'no app "abc"'],
    [...tokens(7), 'no app 7'],
    [...code({}), 'userid'],
    [...code({ userid: 'zhangwei', external: true }), 'either'],
    [...code({ userid: 'zhangwei', scope: 'foo' }), 'scope'],
    [...code({ userid: 'zhangwei', agentId: 7 }), 'no app 7'],
    [...code({ external: true, agentId: 7 }), 'no app 7'],
    [...code({ external: 'nobody' }), 'nobody'],
    [...code({ userid: 'zhangwei', redirectHost: 'http://localhost' }), 'redirectHost'],
    [...code({ userid: 'zhangwei', fields: ['phone'] }), 'fields'],
    [...current('nobody'), 'nobody'],
    [...faults([null]), 'fault'],
    [...faults([{ errcode: -1 }]), 'match'],
    [...faults([{ match: '(', errcode: -1 }]), 'match'],
    [...faults([{ match: 'x' }]), 'errcode'],
    [...faults([{ match: 'x', errorcode: 1 }]), 'errorcode'],
    [...faults([{ match: 'x', errcode: 1, hang: true, bytes: 100 }]), 'errcode and bytes and hang'],
    [...faults([{ match: 'x', errcode: 1, status: 502 }]), 'errcode and status'],
    [...faults([{ match: 'x', status: 502, errmsg: 'x' }]), 'errmsg'],
    [...faults([{ match: 'x', errcode: '1' }]), 'errcode'],
    [...faults([{ match: 'x', errcode: 1, times: 'two' }]), 'times'],
    [...faults([{ match: 'x', errcode: 1, probability: 2 }]), 'probability'],
    [...faults([{ match: 'x', hang: false }]), 'hang'],
    [...faults([{ match: 'x', merge: [] }]), 'merge'],
    [...faults([{ match: 'x', status: 99 }]), 'status'],
    [...faults([{ match: 'x', redirect: 'a\nb' }]), 'redirect'],
    [...faults([{ match: 'x', errcode: 1 }, { match: 'x' }]), 'fault'],
  ])('is refused in a sentence and changes nothing: %s', (_, call, word) => {
    const { control, state } = simulator.get();
    const before = structuredClone({ corp: state.corp, faults: control.faults(), current: state.currentMember });
    const run = () => call(control);
    expect(run).toThrow(ConfigError);
    expect(run).toThrow(word);
    expect(run).toThrow(/^.{1,400}$/);
    expect({ corp: state.corp, faults: control.faults(), current: state.currentMember }).toEqual(before);
  });
});

test.each([
  code({ userid: 'long.gone' }),
  code({ external: SAMPLE.outsiders.linked, agentId: null, scope: 'snsapi_base' }),
  current(SAMPLE.outsiders.external),
  current(null),
  tokens('contact-sync'),
  faults([{ match: 'x', delayMs: 5 }]),
  faults([{ match: 'x', json: null, status: 503 }]),
  faults([{ match: 'x', html: '', status: 503, delayMs: 5, times: 1, probability: 0.5 }]),
  faults([]),
  app({ trustedDomain: '[::1]:3000', callbackDomain: '', homeUrl: null }),
  app7({ secret: 'of-a-new-app' }),
])('takes a right call: %s', (_, call) => {
  call(simulator.get().control);
});

test('leads no department who moves to another number of them, unless told', () => {
  const { control } = simulator.get();
  expect(control.upsertMember({ userid: 'zhangwei', department: [3] }).is_leader_in_dept).toEqual([1]);
  expect(control.upsertMember({ userid: 'zhangwei', department: [3, 4] }).is_leader_in_dept).toEqual([0, 0]);
  const told = control.upsertMember({ userid: 'zhangwei', department: [5], is_leader_in_dept: [1] });
  expect(told.is_leader_in_dept).toEqual([1]);
});
