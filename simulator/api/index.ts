/** The paths under /cgi-bin and how their answers are wrapped. */
import { ApiError, errorReply } from '../errors';
import { jsonReply, notFoundReply, type Reply, type SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { sourceIp } from './access';
import { getAgent } from './get-agent';
import { getApiDomainIp } from './get-api-domain-ip';
import { getToken } from './get-token';
import { EMPTY_USER_LISTS, getUser } from './get-user';
import { getUserDetail } from './get-user-detail';
import { getUserInfo, getUserInfoOld } from './get-user-info';

interface Endpoint {
  answer(request: SimRequest, state: SimulatorState): object;
  /** Part of the body even when the call fails. */
  onFailure?: object;
}

const ENDPOINTS = new Map<string, Endpoint>([
  ['gettoken', { answer: getToken }],
  ['auth/getuserinfo', { answer: getUserInfo }],
  ['user/getuserinfo', { answer: getUserInfoOld }],
  ['auth/getuserdetail', { answer: getUserDetail }],
  ['user/getuserdetail', { answer: getUserDetail }],
  ['user/get', { answer: getUser, onFailure: EMPTY_USER_LISTS }],
  ['agent/get', { answer: getAgent }],
  ['get_api_domain_ip', { answer: getApiDomainIp, onFailure: { ip_list: [] } }],
]);

/** The body of a failing call has this besides errcode and errmsg. */
export const onFailure = (endpoint: string): object | undefined => ENDPOINTS.get(endpoint)?.onFailure;

/** Answers a call of the API: HTTP 200 whatever errcode says, 404 only for a path WeCom does not have. */
export function answerApi(endpoint: string, request: SimRequest, state: SimulatorState): Reply {
  const known = ENDPOINTS.get(endpoint);
  if (!known) return notFoundReply();
  const ip = sourceIp(request, state);
  try {
    if (state.lockout.isLocked(ip)) throw new ApiError(45009);
    return { ...jsonReply({ errcode: 0, errmsg: 'ok', ...known.answer(request, state) }), errcode: 0 };
  } catch (error) {
    if (error instanceof ApiError) return errorReply(error, ip, state.clock.now(), known.onFailure);
    throw error;
  }
}
