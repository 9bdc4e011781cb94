import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import type { ClientApp } from '../client-app';
import { useT } from '../translate';
import { typedOrigin } from './console-values';

/** The two mistakes that make WeCom refuse every sign-in, seen while typing. */
export function OriginWarnings({ origin }: { origin: unknown }) {
  const t = useT();
  const parsed = typedOrigin(origin);
  if (!parsed) return null;
  const here = window.location.origin;
  return (
    <div aria-live="polite">
      {parsed === here ? null : (
        <Warning
          message={t('Origin differs from the address in your browser, {{address}}.', {
            address: here,
          })}
          description={t('After the sign-in, WeCom sends people to the origin. It has to lead to this NocoBase.')}
        />
      )}
      {parsed.startsWith('https:') ? null : (
        <Warning
          message={t('The origin does not use https.')}
          description={t('Codes and sessions are sent unencrypted, and some WeCom clients refuse such pages.')}
        />
      )}
    </div>
  );
}

/** Without a default role, a new user is signed in and sees nothing but an error. */
export function RoleWarning({ app, active }: { app: ClientApp; active: boolean }) {
  const t = useT();
  const missing = useDefaultRoleMissing(app, active);
  return missing ? (
    <Warning
      message={t('There is no default role.')}
      description={t(
        'New users would have no role and could not open anything. Choose a default role on the page “Users & Permissions”.',
      )}
    />
  ) : null;
}

function useDefaultRoleMissing(app: ClientApp, active: boolean): boolean {
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (!active) return;
    app.apiClient
      .request({
        url: 'roles:list',
        params: { filter: '{"default":true}', pageSize: 1 },
        skipNotify: true,
        skipAuth: true,
      })
      .then((answer) => setMissing(Array.isArray(answer?.data?.data) && answer.data.data.length === 0))
      // Whoever may not read roles is not warned.
      .catch(() => setMissing(false));
  }, [app, active]);
  return active && missing;
}

function Warning({ message, description }: { message: string; description: string }) {
  return <Alert type="warning" showIcon message={message} description={description} style={{ marginBottom: 12 }} />;
}
