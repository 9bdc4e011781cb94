import { CallbackPage, type CallbackPageProps } from '../client-shared/callback/callback-page';
import type { ClientApp } from '../client-shared/client-app';

/** The modern client checks its user when the route changes; asking before lets other plugins answer first (2FA). */
function useRefreshUser(app: ClientApp) {
  return () => app.apiClient.request({ url: '/auth:check', skipNotify: true, skipAuth: true });
}

export default function ModernCallbackPage(props: CallbackPageProps) {
  return <CallbackPage {...props} useRefreshUser={useRefreshUser} />;
}
