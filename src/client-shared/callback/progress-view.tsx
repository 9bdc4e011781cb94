import { Button, Spin } from 'antd';
import { useEffect, useState } from 'react';
import type { ClientApp } from '../client-app';
import { signInPage } from '../paths';
import { useT } from '../translate';
import { WeComIcon } from '../wecom-icon';
import { PageFrame } from './page-frame';

/** Usually on the screen for less than a second; then the person gets a way out. */
const SLOW_MS = 6_000;

export function ProgressView({ app, authenticator }: { app: ClientApp; authenticator: string }) {
  const t = useT();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSlow(true), SLOW_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <PageFrame icon={<WeComIcon size={48} />} title={t('Signing in with WeCom…')}>
      <Spin />
      <div role="status" aria-live="polite">
        {slow ? t('This is taking longer than usual.') : t('One moment, please.')}
      </div>
      {slow ? (
        <Button type="text" href={signInPage(app, { authenticator })}>
          {t('Use another way to sign in')}
        </Button>
      ) : null}
    </PageFrame>
  );
}
