import { Alert, Button, Tooltip } from 'antd';
import { AUTHORIZE_ACTION } from '../constants';
import { ERROR_MESSAGES } from '../error-messages';
import { isErrorCode } from './callback/refusal';
import type { ClientApp, PublicAuthenticator } from './client-app';
import { authorizeUrl, wantedPage } from './paths';
import { useT } from './translate';
import { WeComIcon } from './wecom-icon';

type Props = { app: ClientApp; authenticator: PublicAuthenticator };

/** A plain link to the server, which needs no script to start the sign-in. */
export function SignInButton({ app, authenticator }: Props) {
  const t = useT();
  const { name, title, options } = authenticator;
  const query = new URLSearchParams(window.location.search);
  const error = query.get('authenticator') === name ? query.get('wecomError') : null;
  const redirect = wantedPage(app, query.get('redirect'));
  return (
    <>
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
      {isErrorCode(error) ? (
        <Alert role="alert" type="warning" showIcon message={t(ERROR_MESSAGES[error])} style={{ marginTop: 8 }} />
      ) : null}
    </>
  );
}
