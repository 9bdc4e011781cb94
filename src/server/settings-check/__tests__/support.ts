import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { SAMPLE, type Simulator, startSimulator } from '../../../../simulator';
import { startTestApp, type TestApp } from '../../__tests__/support/test-app';
import { optionsFor, saveAuthenticator } from '../../__tests__/support/wecom';
import { answerVerificationFile } from '../../http/documents/verification-file';
import { serviceOf } from '../../service';
import type { ShownFinding } from '../finding';

export interface Bench {
  simulator: Simulator;
  testApp: TestApp;
  /** Where this NocoBase listens, which is the origin in the saved settings. */
  origin: string;
  /** Settings that pass every check but the one for https. */
  goodOptions: Record<string, unknown>;
  rootToken: string;
  post(values: object, headers?: Record<string, string>): Promise<supertest.Response>;
  /** Asks as root. */
  check(values?: object, headers?: Record<string, string>): Promise<Map<ShownFinding['check'], ShownFinding>>;
  close(): Promise<void>;
}

/** A WeCom, a NocoBase that listens, and a saved authenticator with which everything is right. */
export async function startBench(): Promise<Bench> {
  const simulator = await startSimulator();
  const testApp = await startTestApp();
  const { app } = testApp;
  const answer = app.callback();
  const server = await listen(
    createServer(async (req, res) => {
      // NocoBase's gateway is not there in this process; it would do the same.
      const file = answerVerificationFile(req.url ?? '', await serviceOf(app).settings.verificationFiles());
      if (file) res.writeHead(file.status, file.headers).end(file.body);
      else answer(req, res);
    }),
  );
  const origin = urlOf(server);
  const goodOptions = optionsFor(simulator, { options: { origin } });
  simulator.control.patchApp(SAMPLE.agentId, { trustedDomain: new URL(origin).host });
  await saveAuthenticator(app, simulator, { options: goodOptions });

  const signedIn = await supertest(answer)
    .post('/api/auth:signIn')
    .set('X-Authenticator', 'basic')
    .send({ account: 'nocobase', password: 'admin123' });
  const rootToken: string = signedIn.body.data.token;

  const post = (values: object, headers: Record<string, string> = {}) =>
    supertest(server).post('/api/wecom:checkSettings').set(headers).send(values);
  return {
    simulator,
    testApp,
    origin,
    goodOptions,
    rootToken,
    post: async (values, headers) => post(values, headers),
    async check(values = { authenticator: 'wecom' }, headers = {}) {
      const response = await post(values, { Authorization: `Bearer ${rootToken}`, 'X-Locale': 'en-US', ...headers });
      if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${response.text}`);
      return new Map((response.body.data as ShownFinding[]).map((finding) => [finding.check, finding]));
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await testApp.close();
      await simulator.close();
    },
  };
}

export async function listen(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

export function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address where nothing listens. */
export async function closedUrl(): Promise<string> {
  const server = await listen(createServer());
  const url = urlOf(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
}
