import { Alert, Button, Tooltip } from 'antd';
import { AUTHORIZE_ACTION } from '../shared/constants';
import { ERROR_PAGES, errorPage } from './callback/error-pages';
import { knownReason, type RefusalCode } from './callback/refusal';
import type { ClientApp, PublicAuthenticator } from './client-app';
import { authorizeUrl, redirectParameter, startPage, wantedPage } from './paths';
import { canShowPanel, QrPanel } from './qr-panel';
import { useT } from './translate';
import { WeComIcon } from './wecom-icon';

type Props = { app: ClientApp; authenticator: PublicAuthenticator };

/** A plain link to the server, which needs no script to start the sign-in. */
export function SignInButton({ app, authenticator }: Props) {
  const t = useT();
  const { name, title, options } = authenticator;
  const query = new URLSearchParams(window.location.search);
  const error = query.get('authenticator') === name ? query.get('wecomError') : null;
  const failed = Object.keys(ERROR_PAGES).includes(error ?? '')
    ? errorPage({ code: error as RefusalCode, reason: knownReason(query.get('wecomReason')) })
    : undefined;
  const redirect = wantedPage(app, redirectParameter(window.location)) ?? startPage(app);
  return (
    <>
      {options?.showQrCode && canShowPanel() ? <QrPanel app={app} authenticator={name} redirect={redirect} /> : null}
      <Tooltip title={options?.tooltip} trigger={['hover', 'focus']}>
        <Button
          block
          href={authorizeUrl(app, { authenticator: name, redirect })}
          icon={<WeComIcon />}
          data-action={AUTHORIZE_ACTION}
        >
          {options?.buttonText || title || t('Sign in with WeCom')}
        </Button>
      </Tooltip>
      {failed ? (
        <Alert role="alert" type="warning" showIcon message={t(failed.happened)} style={{ marginTop: 8 }} />
      ) : null}
    </>
  );
}
