/** What WeCom says when it refuses: an errcode, and an errmsg with a long tail. */
import { randomBytes } from 'node:crypto';

/**
 * errmsg as real answers carry it, where one was to be found; else a plausible text. WeCom documents what the numbers
 * mean, not these texts. @see developer.work.weixin.qq.com/document/path/90313
 */
const ERRMSG: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential',
  40003: 'invalid userid',
  40008: 'invalid message type',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40033: 'invalid charset. please check your request, if include \\uxxxx will create fail',
  40056: 'invalid agentid',
  40058: 'invalid Request Parameter',
  40068: 'invalid tagid',
  41001: 'access_token missing',
  41002: 'corpid missing',
  41004: 'corpsecret missing',
  41008: 'missing code',
  41009: 'missing userid',
  41011: 'missing agentid',
  41016: 'missing title',
  41033: 'missing description',
  42001: 'access_token expired',
  44004: 'content size out of limit',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  48002: 'api forbidden',
  48009: 'api forbidden for contact assistant',
  50001: 'redirect_uri unauthorized',
  50002: 'user not in app range',
  50003: 'app disabled',
  60003: 'department not found',
  60011: 'no privilege to access/modify contact/party/agent ',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
  81013: 'user & party & tag all invalid',
  82001: 'all send params empty',
  82002: 'toparty list too long',
  82003: 'totag list too long',
  60123: 'invalid party id',
  84014: 'user ticket expired',
  84015: 'invalid user ticket',
  84090: 'missing user_ticket',
  301002: 'not allow operate another agent with this accesstoken.',
};

/** Thrown by the endpoints; the API router turns it into an answer. */
export class ApiError extends Error {
  constructor(
    readonly errcode: number,
    readonly errmsg: string = ERRMSG[errcode] ?? 'unknown error',
  ) {
    super(errmsg);
  }
}

interface Circumstances {
  endpoint: string;
  /** Address that WeCom sees. */
  ip: string;
  nowMs: number;
  /** Which of {@link TAILS}. */
  tail: ErrmsgTail;
}

const seconds = (nowMs: number): string => String(Math.floor(nowMs / 1000)).padStart(10, '0');

/** 25 digits that start with the seconds of the clock; WeCom's support tool finds the call by it. */
const hint = (nowMs: number): string => seconds(nowMs) + String(Math.floor(Math.random() * 1e15)).padStart(15, '0');

/** As answers of these years had it. */
const oldHint = (nowMs: number): string => `${seconds(nowMs)}_51_${randomBytes(16).toString('hex')}`;

/** The forms in which tails were recorded. */
const TAILS = {
  full: (nowMs: number, ip: string, more: string) => `hint: [${hint(nowMs)}], from ip: ${ip}, more info at ${more}`,
  'no-address': (nowMs: number, _: string, more: string) => `hint: [${hint(nowMs)}], from ip: , more info at ${more}`,
  '2020': (nowMs: number, ip: string, more: string) =>
    `hint: [${oldHint(nowMs)}], from ip: ${ip}, more info at ${more}`,
  '2018': (nowMs: number, _: string, more: string) => `hint: [${oldHint(nowMs)}], more info at ${more}`,
  '2017': (nowMs: number) => `hint: [${seconds(nowMs)}_${randomBytes(16).toString('hex')}]`,
  none: () => '',
};

export type ErrmsgTail = keyof typeof TAILS;
export const ERRMSG_TAILS = Object.keys(TAILS) as ErrmsgTail[];

/** These answer 40014 without a tail, in 2026 as well. */
const BARE_40014 = ['auth/getuserinfo', 'user/getuserinfo', 'user/get', 'message/send'];

/** errmsg as the caller gets it. */
export function fullErrmsg({ errcode, errmsg }: ApiError, { endpoint, ip, nowMs, tail }: Circumstances): string {
  if (errcode === 40014 && BARE_40014.includes(endpoint)) return errmsg;
  const behind = TAILS[tail](nowMs, ip, `https://open.work.weixin.qq.com/devtool/query?e=${errcode}`);
  if (behind === '') return errmsg;
  // 301002 ends with a full stop, 60011 with a blank.
  return `${errmsg}${errmsg.endsWith('.') ? '' : ','} ${behind}`;
}
