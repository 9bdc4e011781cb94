import { useCurrentUserContext } from '@nocobase/client';
import { CallbackPage, type CallbackPageProps } from '../client-shared/callback/callback-page';

/** The legacy client keeps its user in a React context, which has to load again. */
function useRefreshUser() {
  const currentUser = useCurrentUserContext();
  return async () => currentUser?.refreshAsync?.();
}

export default function LegacyCallbackPage(props: CallbackPageProps) {
  return <CallbackPage {...props} useRefreshUser={useRefreshUser} />;
}
