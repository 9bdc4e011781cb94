import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Application, Gateway, getHostname } from '@nocobase/server';
import { authorizePath } from '../../../shared/api-paths';
import { serviceOf } from '../../service';
import { installationPaths } from '../../sign-in/installation';
import { subAppOfDomain } from '../sub-app-domain';
import { startedCookie, wantsAutoLogin } from './auto-login';
import { type DocumentRequest, documentReader, type Installation } from './document-request';
import { answerVerificationFile, verificationName } from './verification-file';

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

/**
 * Answers documents where Node serves them: automatic sign-in without downloading the client first, headers for the
 * callback page, and the file with which WeCom verifies the domain. Everything also works without it, because a web
 * server in front may never ask Node for documents.
 *
 * The gateway belongs to the process, so the handler acts for its own application only and goes when that one stops.
 *
 * @see NocoBase core/server/src/gateway/index.ts (`registerRequestHandler`)
 */
export function serveDocuments(app: Application): void {
  const installation = installationPaths();
  const readDocument = documentReader(installation);
  const handler: Handler = async (req, res) => {
    try {
      if (verificationName(req.url ?? '')) return await sendVerificationFile(app, req, res);
      const request = readDocument(req);
      if (request?.isCallback) setCallbackHeaders(res);
      const cookies = req.headers.cookie ?? '';
      if (!request || !wantsAutoLogin({ request, userAgent: req.headers['user-agent'], cookies })) return false;
      return (await isFor(app, request, req)) && (await startAutoLogin({ app, installation, request, res }));
    } catch (error) {
      app.logger.warn('wecom: a document could not be looked at', { error: error instanceof Error ? error.name : '' });
      return false;
    }
  };
  // The type says synchronous; the gateway awaits it.
  const registered = handler as unknown as Parameters<typeof Gateway.registerRequestHandler>[0];
  Gateway.registerRequestHandler(registered);
  for (const event of ['beforeStop', 'beforeReload', 'beforeDestroy']) {
    app.once(event, () => Gateway.unregisterRequestHandler(registered));
  }
}

interface Answering {
  app: Application;
  installation: Installation;
  request: DocumentRequest;
  res: ServerResponse;
}

/** @returns false to let NocoBase serve the document, true when it is answered. */
async function startAutoLogin({ app, installation, request, res }: Answering): Promise<boolean> {
  const authenticator = await serviceOf(app).settings.withAutoLogin();
  if (!authenticator) return false;

  const secure = String(authenticator.options.origin).startsWith('https:');
  res.writeHead(302, {
    Location: authorizePath(installation.apiUrl ?? installation.apiPath, request.app, {
      authenticator: authenticator.name,
      redirect: request.url,
    }),
    'Set-Cookie': startedCookie(request.app, installation, secure, Date.now()),
    'Cache-Control': 'no-store',
  });
  res.end();
  return true;
}

/**
 * A root file has no sub-app in its path, so the host decides: a sub-app answers on a domain of its own, the main application
 * on the hosts of its authenticators' origins. With the file, WeCom takes the domain for one of whoever set it: the
 * administrator of a sub-app must not get the main domain in this way (S-37).
 */
async function sendVerificationFile(app: Application, req: IncomingMessage, res: ServerResponse) {
  const { settings } = serviceOf(app);
  if (app.name !== ((await subAppOfDomain(req)) ?? 'main')) return false;
  const names = await settings.verificationFiles(app.name === 'main' ? getHostname(req) : undefined);
  const file = answerVerificationFile(req.url ?? '', names);
  if (!file || (req.method !== 'GET' && req.method !== 'HEAD')) return false;
  res.writeHead(file.status, file.headers);
  res.end(req.method === 'HEAD' ? undefined : file.body);
  return true;
}

/** The address of the callback holds a code: no store, no frame, no referrer (S-12). */
function setCallbackHeaders(res: ServerResponse): void {
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Referrer-Policy', 'no-referrer');
  res.setHeader('X-Frame-Options', 'DENY');
  res.setHeader('Content-Security-Policy', "frame-ancestors 'none'");
}

/** Documents of a sub-app are told by their path, or by a domain of its own. */
async function isFor(app: Application, request: DocumentRequest, req: IncomingMessage): Promise<boolean> {
  return app.name === (request.app !== 'main' ? request.app : ((await subAppOfDomain(req)) ?? 'main'));
}
