/** The paths under /cgi-bin and how their answers are wrapped. */
import { ApiError, fullErrmsg } from '../errors';
import { type ApiData, apiReply, emptyNotFoundReply, type Reply, type SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { sourceIp } from './access';
import { getDepartment, listDepartmentIds, listDepartments } from './departments';
import { getAgent } from './get-agent';
import { getApiDomainIp } from './get-api-domain-ip';
import { getToken } from './get-token';
import { EMPTY_USER_LISTS, getUser } from './get-user';
import { getUserDetail } from './get-user-detail';
import { getUserInfo, getUserInfoOld } from './get-user-info';
import { sendMessage } from './message-send';
import { getTag, listTags } from './tags';
import { listUserIds, listUserNames, listUsers } from './users';

interface Endpoint {
  answer(request: SimRequest, state: SimulatorState): object;
  /** Part of the body even when the call fails. */
  onFailure?: object;
  /** errcode and errmsg come behind the other fields. */
  errcodeLast?: true;
  /** Private deployments do not have it (yet). */
  cloudOnly?: true;
}

const ENDPOINTS = new Map<string, Endpoint>([
  ['gettoken', { answer: getToken }],
  ['auth/getuserinfo', { answer: getUserInfo, errcodeLast: true, cloudOnly: true }],
  ['user/getuserinfo', { answer: getUserInfoOld, errcodeLast: true }],
  ['auth/getuserdetail', { answer: getUserDetail, cloudOnly: true }],
  ['user/getuserdetail', { answer: getUserDetail }],
  ['user/get', { answer: getUser, onFailure: EMPTY_USER_LISTS }],
  ['user/list', { answer: listUsers, onFailure: { userlist: [] } }],
  ['user/simplelist', { answer: listUserNames, onFailure: { userlist: [] } }],
  ['user/list_id', { answer: listUserIds, onFailure: { dept_user: [] } }],
  ['department/list', { answer: listDepartments, onFailure: { department: [] } }],
  ['department/simplelist', { answer: listDepartmentIds, onFailure: { department_id: [] } }],
  ['department/get', { answer: getDepartment }],
  ['tag/list', { answer: listTags, onFailure: { taglist: [] } }],
  ['tag/get', { answer: getTag, onFailure: { userlist: [], partylist: [] } }],
  ['agent/get', { answer: getAgent }],
  ['message/send', { answer: sendMessage }],
  ['get_api_domain_ip', { answer: getApiDomainIp, onFailure: { ip_list: [] }, errcodeLast: true }],
]);

const wrapped = (endpoint: Endpoint | undefined, result: object, fields: object): ApiData =>
  endpoint?.errcodeLast ? { ...fields, ...result } : { ...result, ...fields };

/** The answer to a failing call: the empty lists that the endpoint has even then, and errmsg with its tail. */
export function refusal(error: ApiError, endpoint: string, request: SimRequest, state: SimulatorState): Reply {
  const { corp, clock } = state;
  const known = ENDPOINTS.get(endpoint);
  const circumstances = { endpoint, ip: sourceIp(request, state), nowMs: clock.now(), tail: corp.errmsgTail };
  const result = { errcode: error.errcode, errmsg: fullErrmsg(error, circumstances) };
  return apiReply(wrapped(known, result, known?.onFailure ?? {}), corp.rawControlCharacters);
}

/** Answers a call of the API: HTTP 200 whatever errcode says, 404 only for a path WeCom does not have. */
export function answerApi(endpoint: string, request: SimRequest, state: SimulatorState): Reply {
  const known = ENDPOINTS.get(endpoint);
  if (!known || (known.cloudOnly && state.corp.deployment === 'private')) return emptyNotFoundReply();
  try {
    if (state.lockout.isLocked(sourceIp(request, state))) throw new ApiError(45009);
    const answer = wrapped(known, { errcode: 0, errmsg: 'ok' }, known.answer(request, state));
    return apiReply(answer, state.corp.rawControlCharacters);
  } catch (error) {
    if (error instanceof ApiError) return refusal(error, endpoint, request, state);
    throw error;
  }
}
