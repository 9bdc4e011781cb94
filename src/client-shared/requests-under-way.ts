import type { ClientApi, RequestConfig } from './client-app';

/** How long an answer is waited for, in milliseconds. Usually all are there before that of the sign-in itself. */
const PATIENCE = 2000;

/**
 * Watches the requests of a client from now on.
 *
 * @returns a function that ends the watch and runs `then` at the moment when none of them is under way any more. A
 * request that is not answered within two seconds is given up, quietly.
 */
export function watchRequests({ axios }: ClientApi): (then: () => void) => Promise<void> {
  const underWay = new Set<RequestConfig>();
  const givingUp = new AbortController();
  let settled = () => {};
  const settle = (config?: RequestConfig) => {
    if (config) underWay.delete(config);
    if (underWay.size === 0) settled();
  };
  const { request, response } = axios.interceptors;
  const sending = request.use((config: RequestConfig) => {
    underWay.add(config);
    config.signal ??= givingUp.signal;
    return config;
  });
  response.use(
    (answer) => {
      settle(answer.config);
      return answer;
    },
    (error) => {
      settle(error?.config);
      throw error;
    },
  );

  const giveUp = () => {
    for (const config of underWay) config.skipNotify = true;
    givingUp.abort();
    underWay.clear();
    settle();
  };

  return (then) =>
    new Promise((resolve) => {
      const timer = setTimeout(giveUp, PATIENCE);
      settled = () => {
        clearTimeout(timer);
        request.eject(sending);
        settled = () => {};
        then();
        resolve();
      };
      settle();
    });
}
