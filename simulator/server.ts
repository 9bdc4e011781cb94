/** The HTTP server: reads a request, records it, makes trouble if asked to, answers. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerApi, refusal } from './api';
import { sourceIp } from './api/access';
import { playFault } from './fault-player';
import { jsonReply, type Reply, type SimRequest } from './http';
import { answerPage } from './pages';
import type { SimulatorState } from './state';
import { type Call, endpointOf } from './state/calls';

const MAX_BODY_BYTES = 1024 * 1024;

async function readBody(message: IncomingMessage): Promise<string> {
  if (message.method === 'GET' || message.method === 'HEAD') return '';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('request body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function readRequest(message: IncomingMessage): Promise<SimRequest> {
  const rawUrl = message.url ?? '/';
  const cut = rawUrl.indexOf('?');
  return {
    method: message.method ?? 'GET',
    rawUrl,
    path: cut < 0 ? rawUrl : rawUrl.slice(0, cut),
    query: new URLSearchParams(cut < 0 ? '' : rawUrl.slice(cut + 1)),
    headers: message.headers,
    body: await readBody(message),
    remoteAddress: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  };
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    Server: 'nginx',
    ...reply.headers,
    'Content-Length': Buffer.byteLength(reply.body),
  });
  response.end(reply.body);
}

function record(state: SimulatorState, request: SimRequest, endpoint: string): Call {
  const call: Call = {
    time: state.clock.now(),
    method: request.method,
    endpoint,
    path: request.path,
    url: request.rawUrl,
    query: Object.fromEntries(request.query),
    headers: request.headers,
    body: request.body,
    ip: sourceIp(request, state),
    status: 0,
  };
  state.calls.add(call);
  return call;
}

interface ServerParts {
  state: SimulatorState;
  /** Gets one line per request; carries no secret. */
  log: (line: string) => void;
}

async function handle({ state, log }: ServerParts, message: IncomingMessage, response: ServerResponse) {
  const request = await readRequest(message);
  if (request.path.startsWith('/assets/')) return send(response, await answerPage(request, state));

  const startedAt = performance.now();
  const endpoint = endpointOf(request.path);
  const call = record(state, request, endpoint);
  const { faults, limits } = state;
  const isApi = request.path.startsWith('/cgi-bin/');
  const limited = isApi ? limits.enter(endpoint, state.corp) : undefined;
  const fault = limited ? undefined : faults.take(endpoint, request.rawUrl);
  const normalAnswer = async (): Promise<Reply> => {
    if (limited) return refusal(limited, endpoint, request, state);
    return isApi ? answerApi(endpoint, request, state) : answerPage(request, state);
  };
  const reply = fault ? await playFault(fault, request, state, normalAnswer) : await normalAnswer();
  if (isApi) limits.leave(endpoint);
  if (reply === 'hang') return log(`${request.method} ${request.path} hangs (fault)`);
  if (reply === 'reset') {
    message.socket.destroy();
    return log(`${request.method} ${request.path} connection reset (fault)`);
  }
  call.status = reply.status;
  call.errcode = reply.data?.errcode as number | undefined;
  send(response, reply);
  const errcode = call.errcode ? ` errcode ${call.errcode}` : '';
  log(
    `${request.method} ${request.path} ${reply.status}${errcode}${fault ? ' (fault)' : ''} ${(performance.now() - startedAt).toFixed(1)} ms`,
  );
}

export function createSimulatorServer(parts: ServerParts): Server {
  const server = createServer((message, response) => {
    handle(parts, message, response).catch((error: unknown) => {
      parts.log(
        `${message.method} failed inside the simulator: ${error instanceof Error ? error.stack : String(error)}`,
      );
      if (!response.headersSent)
        send(response, jsonReply({ error: 'the simulator itself failed; see its console' }, 500));
    });
  });
  // Longer than the idle time of common clients, so that the server is not the one who closes under load.
  server.keepAliveTimeout = 65_000;
  return server;
}
