import type { ClientApi } from './client-app';

const PERSONAL = /^(?:token|role|auth)$/;

/**
 * Hides the session of the previous person from this page, and only from this page, while a sign-in is under way:
 * the client must not boot as somebody else (an answer to the old token could even renew it over the new one), yet
 * nothing is lost when the callback turns out to be spent, the page is closed or another tab is at work.
 *
 * @returns a function that gives the stored session back; call it before writing a new one
 */
export function hideSession(api: ClientApi): () => void {
  const stored = api.storage;
  const own = new Map<string, string>();
  api.storage = Object.create(stored, {
    getItem: { value: (key: string) => (PERSONAL.test(key) ? own.get(key) : stored.getItem(key)) },
    setItem: {
      value: (key: string, value: string) => (PERSONAL.test(key) ? own.set(key, value) : stored.setItem(key, value)),
    },
    removeItem: { value: (key: string) => (PERSONAL.test(key) ? own.delete(key) : stored.removeItem(key)) },
  });
  return () => {
    api.storage = stored;
  };
}
