/** WeCom's error answers: HTTP 200, an errcode in the body, the same in two headers, and a long tail in errmsg. */
import type { Reply } from './http';

/**
 * errmsg as real answers carry it, where one was to be found; else a plausible text. WeCom documents what the numbers
 * mean, not these texts. @see developer.work.weixin.qq.com/document/path/90313
 */
const ERRMSG: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential',
  40003: 'invalid userid',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40056: 'invalid agentid',
  40058: 'invalid Request Parameter',
  41001: 'access_token missing',
  41002: 'corpid missing',
  41004: 'corpsecret missing',
  41008: 'missing code',
  41009: 'missing userid',
  41011: 'missing agentid',
  42001: 'access_token expired',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  48002: 'api forbidden',
  48009: 'api forbidden for contact sync from new ip',
  50001: 'redirect_uri unauthorized',
  50002: 'user not in app range',
  50003: 'app disabled',
  60011: 'no privilege to access/modify contact/party/agent ',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
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

/** 25 digits that start with the seconds of the clock; WeCom's support tool finds the call by it. */
function hint(nowMs: number): string {
  const random = Math.floor(Math.random() * 1e15);
  return String(Math.floor(nowMs / 1000)).padStart(10, '0') + String(random).padStart(15, '0');
}

function fullErrmsg(errcode: number, errmsg: string, ip: string, nowMs: number): string {
  const more = `https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return `${errmsg}, hint: [${hint(nowMs)}], from ip: ${ip}, more info at ${more}`;
}

/** A header must not carry line breaks or anything beyond Latin-1. */
const headerSafe = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');

/**
 * The answer to a failing call.
 * @param extra what the body of this endpoint carries even when it fails, such as empty lists
 */
export function errorReply(error: ApiError, ip: string, nowMs: number, extra: object = {}): Reply {
  const errmsg = fullErrmsg(error.errcode, error.errmsg, ip, nowMs);
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Error-Code': String(error.errcode),
      'Error-Msg': headerSafe(errmsg),
    },
    body: JSON.stringify({ errcode: error.errcode, errmsg, ...extra }),
    errcode: error.errcode,
  };
}
