import { Alert, Button, Flex, Tooltip, Typography } from 'antd';
import { AUTHORIZE_ACTION } from '../shared/constants';
import { detectBrowser } from '../shared/wecom-browser';
import { ERROR_PAGES, errorPage } from './callback/error-pages';
import { knownReason, type RefusalCode } from './callback/refusal';
import type { ClientApp, PublicAuthenticator } from './client-app';
import { isFramed } from './framed';
import { authorizeUrl, redirectParameter, startPage, wantedPage } from './paths';
import { canShowPanel, QrPanel } from './qr-panel';
import { HelpText } from './readable';
import { translateTemplates, useT } from './translate';
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
      {isOwnBrowserOfPhone() ? <OpenInWeComHint link={authorizeUrl(app, { authenticator: name, redirect })} /> : null}
      <Tooltip title={translateTemplates(app, options?.tooltip)} trigger={['hover', 'focus']}>
        <Button
          block
          href={authorizeUrl(app, { authenticator: name, redirect })}
          icon={<WeComIcon />}
          data-action={AUTHORIZE_ACTION}
          // WeCom comes back in a whole window; in a frame the sign-in could not end.
          target={isFramed() ? '_top' : undefined}
        >
          {translateTemplates(app, options?.buttonText || title) || t('Sign in with WeCom')}
        </Button>
      </Tooltip>
      {failed ? (
        <Alert role="alert" type="warning" showIcon message={t(failed.happened)} style={{ marginTop: 8 }} />
      ) : null}
    </>
  );
}

/** Neither WeCom nor WeChat: the code that the button shows could be scanned by another phone only. */
function isOwnBrowserOfPhone(): boolean {
  const { kind, device } = detectBrowser(navigator.userAgent);
  return kind === 'other' && device === 'mobile';
}

function OpenInWeComHint({ link }: { link: string }) {
  const t = useT();
  return (
    <Flex vertical gap={8} style={{ marginBottom: 8 }}>
      <HelpText>
        {t('To sign in on this phone, copy the link, send it to yourself in WeCom and open it there.')}
      </HelpText>
      {/* antd's own: our button with its fallbacks would make a chunk for all visitors to know. */}
      <Typography.Text
        copyable={{
          text: new URL(link, window.location.href).href,
          icon: [t('Copy the link'), t('Copied')],
          tooltips: [t('Copy the link'), t('Copied')],
        }}
      />
      <HelpText>{t('The button below shows a QR code for another phone.')}</HelpText>
    </Flex>
  );
}
