import { useCurrentUserContext } from '@nocobase/client';
import type { Callback } from '../client-shared/callback/callback';
import { CallbackPage } from '../client-shared/callback/callback-page';
import type { ClientApp } from '../client-shared/client-app';

/** The legacy client keeps its user in a React context, which has to load again. */
function useRefreshUser() {
  const currentUser = useCurrentUserContext();
  return async () => currentUser?.refreshAsync?.();
}

export default function LegacyCallbackPage(props: { app: ClientApp; callback: Callback | undefined }) {
  return <CallbackPage {...props} useRefreshUser={useRefreshUser} />;
}
