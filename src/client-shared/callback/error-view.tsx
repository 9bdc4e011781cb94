import { Button, Flex, QRCode, Typography } from 'antd';
import { useEffect, useRef } from 'react';
import { detectBrowser } from '../../shared/wecom-browser';
import type { ClientApp } from '../client-app';
import { CopyButton } from '../copy-button';
import { authorizeUrl, startPage } from '../paths';
import { HelpText, usePrimaryAction } from '../readable';
import { useT } from '../translate';
import { WeComIcon } from '../wecom-icon';
import { Choices } from './choices';
import { ERROR_PAGES, type ErrorAction, errorPage } from './error-pages';
import { PageFrame } from './page-frame';
import type { Refusal } from './refusal';
import { signInPage } from './sign-in-page';

type Props = {
  app: ClientApp;
  authenticator: string;
  refusal: Refusal;
  /** Hands the same code to the server once more; only of use when the server was not reached. */
  onTryAgain?: () => void;
  /** The person says to be new here, and gets an account. */
  onCreate?: () => void;
};

const QR_SIZE = 200;
/** Black on white, with the quiet zone that scanners need, in dark themes too. In px. */
const QR_LOOK = { type: 'svg', color: '#000', bgColor: '#fff', bordered: false } as const;
const QR_FRAME = { padding: 16, width: QR_SIZE + 32, height: QR_SIZE + 32 };

/** What happened, what to do, one button; and a quiet way to the other ways of signing in. */
export function ErrorView({ app, authenticator, refusal, onTryAgain, onCreate = () => {} }: Props) {
  const t = useT();
  const page = errorPage(refusal);
  const otherWay = signInPage(app, { authenticator, ...refusal });
  const hasChoices = Boolean(authenticator && refusal.choices?.length);
  const column = useRef<HTMLDivElement>(null);
  useEffect(() => column.current?.focus(), []);
  useEffect(() => {
    document.title = t(page.title);
  }, [page, t]);
  return (
    <PageFrame icon={<WeComIcon size={48} />} title={t(page.title)}>
      <Flex ref={column} vertical gap={16} tabIndex={-1} role="alert" style={{ width: '100%', outline: 'none' }}>
        <Typography.Text>{t(page.happened)}</Typography.Text>
        <Typography.Text>{t(page.advice)}</Typography.Text>
        {refusal.reference ? (
          <HelpText>
            {t('Reference')} <code>{refusal.reference}</code>
          </HelpText>
        ) : null}
        {hasChoices && page.action === 'ask' ? null : (
          <Action {...{ app, authenticator, refusal, onTryAgain }} action={page.action} />
        )}
        {hasChoices ? <Choices {...{ app, refusal, onCreate }} isSecond={page.action !== 'ask'} /> : null}
        {authenticator ? (
          <Button type="text" href={otherWay}>
            {t('Use another way to sign in')}
          </Button>
        ) : null}
      </Flex>
    </PageFrame>
  );
}

function Action({ app, authenticator, refusal, onTryAgain, action }: Props & { action: ErrorAction }) {
  const t = useT();
  const primary = usePrimaryAction();
  if (!authenticator) {
    return (
      <Button {...primary} href={signInPage(app, { authenticator, ...refusal })}>
        {t('Use another way to sign in')}
      </Button>
    );
  }
  if (action === 'open-in-wecom' && refusal.homeLink) {
    // Where the API has a host of its own, this client knows it for certain.
    return <OpenInWeCom link={new URL(authorizeUrl(app, { authenticator }), refusal.homeLink).href} />;
  }
  if (action === 'ask' || action === 'open-in-wecom') {
    return <CopyDetails refusal={refusal} authenticator={authenticator} />;
  }
  if (refusal.code === 'OFFLINE' && onTryAgain) {
    return (
      <Button {...primary} onClick={onTryAgain}>
        {t('Try again')}
      </Button>
    );
  }
  const consent = action === 'consent';
  const redirect = refusal.redirect ?? startPage(app);
  return (
    <Button {...primary} href={authorizeUrl(app, { authenticator, redirect, consent })}>
      {consent ? t('Continue in WeCom') : t('Try again')}
    </Button>
  );
}

function OpenInWeCom({ link }: { link: string }) {
  const t = useT();
  const primary = usePrimaryAction();
  const phone = detectBrowser(navigator.userAgent).device === 'mobile';
  return (
    <Flex vertical align="center" gap={12}>
      {phone ? null : (
        <div role="img" aria-label={t('QR code that opens the app in WeCom')}>
          {/* antd's code calls itself an image, but gives it no name. */}
          <div aria-hidden="true">
            <QRCode {...QR_LOOK} value={link} size={QR_SIZE} style={QR_FRAME} />
          </div>
        </div>
      )}
      <HelpText>
        {phone
          ? t('Copy the link, send it to yourself in WeCom and open it there.')
          : t('Scan this code with WeCom on your phone, or copy the link and open it in WeCom.')}
      </HelpText>
      <CopyButton {...primary} text={link} label={t('Copy the link')} />
    </Flex>
  );
}

function CopyDetails({ refusal, authenticator }: { refusal: Refusal; authenticator: string }) {
  const t = useT();
  const primary = usePrimaryAction();
  const details = [
    t(errorPage(refusal).happened),
    `${refusal.code} · ${authenticator} · ${window.location.host} · ${new Date().toISOString()}`,
    refusal.reference ? `${t('Reference')} ${refusal.reference}` : '',
    refusal.code === 'ORIGIN_REFUSED' ? t(ERROR_PAGES.ORIGIN_REFUSED.advice) : '',
  ];
  return <CopyButton {...primary} text={details.filter(Boolean).join('\n')} label={t('Copy the details')} />;
}
