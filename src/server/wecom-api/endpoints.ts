/**
 * Where a company's WeCom runs: in Tencent's cloud, or on servers of its own (企业微信本地版, 政务微信). Those are a generation
 * behind and have the older names of some endpoints and pages.
 */
export type Deployment = 'cloud' | 'private';

/** WeCom's endpoints below `/cgi-bin/`, each with its document. */
export const ENDPOINTS = {
  /** 91039 */
  token: 'gettoken',
  /** 90196 */
  member: 'user/get',
  /** 90227 */
  agent: 'agent/get',
  /** 90208 */
  departments: 'department/list',
  /** 95406 */
  departmentIds: 'department/simplelist',
  /** 95407 */
  department: 'department/get',
  /** 90201 */
  members: 'user/list',
  /** 90200 */
  memberNames: 'user/simplelist',
  /** 96067; for the secret of contact synchronisation only */
  memberIds: 'user/list_id',
  /** 90213 */
  tag: 'tag/get',
  /** 97073; WeCom answers it without a token too, with errcode 41001 */
  apiAddresses: 'get_api_domain_ip',
  /** 91023 for a code of the client, 98176 for one of the web login */
  identity: { cloud: 'auth/getuserinfo', private: 'user/getuserinfo' },
  /** 95833 */
  memberDetails: { cloud: 'auth/getuserdetail', private: 'user/getuserdetail' },
} as const;

/** @param apiBaseUrl - such as `https://qyapi.weixin.qq.com` */
export function endpointUrl(apiBaseUrl: string, endpoint: string, params: Record<string, string> = {}): URL {
  const url = new URL(`${apiBaseUrl}/cgi-bin/${endpoint}`);
  url.search = new URLSearchParams(params).toString();
  return url;
}
