import { setTimeout as sleep } from 'node:timers/promises';
import { refusal } from './api';
import { ApiError } from './errors';
import { apiReply, htmlReply, jsonReply, type Reply, redirectReply, type SimRequest } from './http';
import type { SimulatorState } from './state';
import { endpointOf } from './state/calls';
import type { Fault } from './state/fault';

const SAMPLE_HTML =
  '<!doctype html><html><head><title>Portal</title></head><body><h1>Please log in to the network</h1></body></html>';

/** Turns a fault into an answer, or into no answer at all. */
export async function playFault(
  fault: Fault,
  request: SimRequest,
  state: SimulatorState,
  normalAnswer: () => Promise<Reply>,
): Promise<Reply | 'hang' | 'reset'> {
  if (fault.delayMs) await sleep(fault.delayMs);
  if (fault.hang) return 'hang';
  if (fault.reset) return 'reset';
  if (fault.redirect) return redirectReply(fault.redirect);
  if (fault.errcode !== undefined) {
    return refusal(new ApiError(fault.errcode, fault.errmsg), endpointOf(request.path), request, state);
  }
  if (fault.html !== undefined) return htmlReply(fault.html === true ? SAMPLE_HTML : fault.html, fault.status);
  if (fault.json !== undefined) return jsonReply(fault.json as object, fault.status);
  if (fault.status) {
    return htmlReply(
      `<html><body><center><h1>${fault.status}</h1></center><hr><center>nginx</center></body></html>`,
      fault.status,
    );
  }
  if (fault.bytes) {
    const frame = '{"errcode":0,"errmsg":"ok","padding":""}';
    return jsonText(`${frame.slice(0, -2)}${'x'.repeat(fault.bytes - frame.length)}"}`);
  }
  const reply = await normalAnswer();
  if (fault.halfJson) return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
  const warning = fault.warning === undefined ? {} : { errmsg: `ok. WARNING: ${fault.warning}` };
  if (fault.merge || fault.warning) {
    return apiReply({ ...reply.data, ...fault.merge, ...warning }, state.corp.rawControlCharacters);
  }
  return reply;
}

const jsonText = (body: string): Reply => ({ ...jsonReply({}), body });
