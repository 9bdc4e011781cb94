import { useCurrentUserContext } from '@nocobase/client';
import { CallbackPage } from '../client-shared/callback/callback-page';
import type { ClientApp } from '../client-shared/client-app';

/** The legacy client keeps its user in a React context, which has to load again. */
function useRefreshUser() {
  const currentUser = useCurrentUserContext();
  return async () => currentUser?.refreshAsync?.();
}

export default function LegacyCallbackPage({ app }: { app: ClientApp }) {
  return <CallbackPage app={app} useRefreshUser={useRefreshUser} />;
}
