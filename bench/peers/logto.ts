import http from 'node:http';
import https from 'node:https';

const WECOM_HOST = 'qyapi.weixin.qq.com';

interface LogtoConnector {
  getUserInfo(data: { code: string }, getSession: unknown): Promise<{ id: string }>;
}

/**
 * `@logto/connector-wecom` as Logto runs it, for the simulator's company. The connector has WeCom's host built in; until
 * `close()` this process's requests to that host go to the simulator.
 */
export async function openLogto(simulatorUrl: string, settings: { corpId: string; secret: string; agentId: number }) {
  const original = https.request;
  const simulator = new URL(simulatorUrl);
  const redirected = (...args: unknown[]) => {
    const [url, options, listener] = args as [URL, http.RequestOptions, (response: http.IncomingMessage) => void];
    if (url.hostname !== WECOM_HOST) return Reflect.apply(original, https, args);
    const { agent: _agent, ...rest } = options;
    const target = new URL(url.pathname + url.search, simulator);
    return http.request(target, { ...rest, protocol: 'http:' }, listener);
  };
  https.request = redirected as typeof https.request;

  const { default: createConnector } = await import('@logto/connector-wecom');
  const config = { corpId: settings.corpId, appSecret: settings.secret, agentId: String(settings.agentId) };
  const connector = (await createConnector({ getConfig: async () => config })) as unknown as LogtoConnector;
  return {
    signIn: (code: string) => connector.getUserInfo({ code }, () => undefined),
    close() {
      https.request = original;
    },
  };
}
