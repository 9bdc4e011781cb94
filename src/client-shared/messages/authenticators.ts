import { useEffect, useState } from 'react';
import { AUTH_TYPE } from '../../shared/constants';
import type { ClientApp, PublicAuthenticator } from '../client-app';

/** The enabled WeCom authenticators; undefined while they are being asked for, or when they cannot be. */
export function useAuthenticators(app: ClientApp): PublicAuthenticator[] | undefined {
  const [list, setList] = useState<PublicAuthenticator[]>();
  useEffect(() => {
    let gone = false;
    // The public list: whoever may set up channels need not be allowed to see the authenticators' settings.
    app.apiClient.request({ url: 'authenticators:publicList', skipNotify: true }).then(
      (answer) => {
        const all = answer?.data?.data;
        if (!gone && Array.isArray(all)) setList(all.filter((one) => one?.authType === AUTH_TYPE));
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [app]);
  return list;
}

export function titleOf({ name, title }: PublicAuthenticator): string {
  return title && title !== name ? `${title} (${name})` : name;
}
