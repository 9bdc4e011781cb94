import { Alert, Button, Empty, Flex, Popconfirm, Spin, Typography } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { PageFrame } from '../callback/page-frame';
import type { ClientApp } from '../client-app';
import { startPage } from '../paths';
import { HelpText, usePrimaryAction } from '../readable';
import { useT } from '../translate';
import { WeComIcon } from '../wecom-icon';
import { forgetProof } from './proof-mark';
import { ask, type OwnLink, type OwnLinks, type PendingMember, sentenceOf } from './requests';

type Loaded = OwnLinks & { nickname: string };

/** "WeCom account": what is linked, and the click that links somebody whom WeCom has just named. */
export default function AccountPage({ app }: { app: ClientApp }) {
  const t = useT();
  const [loaded, setLoaded] = useState<Loaded>();
  const [problem, setProblem] = useState<string>();

  const load = useCallback(async () => {
    setProblem(undefined);
    try {
      const user = await ask<{ nickname?: string; username?: string }>(app, 'auth:check');
      const links = await ask<OwnLinks>(app, 'wecom:links');
      setLoaded({ ...links, nickname: user?.nickname || user?.username || '' });
    } catch (error) {
      setProblem(sentenceOf(error) ?? t('The server did not answer. Your network may be interrupted.'));
    }
  }, [app, t]);
  useEffect(() => {
    document.title = t('WeCom account');
    forgetProof();
    load();
  }, [load, t]);

  const run = async (work: () => Promise<unknown>) => {
    try {
      await work();
      await load();
    } catch (error) {
      setProblem(sentenceOf(error) ?? t('Something went wrong here. Please try again in a minute.'));
    }
  };

  return (
    <PageFrame icon={<WeComIcon size={48} />} title={t('WeCom account')}>
      <Flex vertical gap={16} style={{ width: '100%' }}>
        {problem ? <Alert type="error" showIcon message={problem} role="alert" /> : null}
        {loaded ? (
          loaded.pending ? (
            <Confirm {...{ app, run }} pending={loaded.pending} nickname={loaded.nickname} />
          ) : (
            <Links {...{ app, loaded, run }} />
          )
        ) : problem ? (
          <Button onClick={load}>{t('Try again')}</Button>
        ) : (
          <Spin aria-label={t('Loading')} />
        )}
        <Button type="text" href={startPage(app)}>
          {t('Back to NocoBase')}
        </Button>
      </Flex>
    </PageFrame>
  );
}

type Run = (work: () => Promise<unknown>) => Promise<void>;

/** Both names, what it means, and one click; nothing is linked by opening the page (S-40). */
function Confirm(props: { app: ClientApp; pending: PendingMember; nickname: string; run: Run }) {
  const { app, pending, nickname, run } = props;
  const t = useT();
  const primary = usePrimaryAction();
  return (
    <Flex vertical gap={12}>
      <Typography.Text strong>
        {t('Link the WeCom account “{{member}}” ({{memberId}}) to the user “{{user}}”?', {
          member: pending.memberName,
          memberId: pending.memberId,
          user: nickname,
        })}
      </Typography.Text>
      <Typography.Text>{t('Anyone who uses this WeCom account can then sign in as this user.')}</Typography.Text>
      <Button {...primary} onClick={() => run(() => ask(app, 'wecom:link', { data: { pending: true } }))}>
        {t('Link')}
      </Button>
      <Button onClick={() => run(() => ask(app, 'wecom:cancelLink', { data: {} }))}>{t('Do not link')}</Button>
    </Flex>
  );
}

function Links({ app, loaded, run }: { app: ClientApp; loaded: Loaded; run: Run }) {
  const t = useT();
  const linked = new Set(loaded.links.map(({ corpId }) => corpId));
  const open = loaded.authenticators.filter(({ corpId }) => !corpId || !linked.has(corpId));
  const start = (authenticator: string) =>
    run(async () => {
      const data = { authenticator, redirect: window.location.pathname };
      const { url } = await ask<{ url: string }>(app, 'wecom:startLink', { data });
      window.location.assign(url);
    });
  return (
    <Flex vertical gap={16}>
      {loaded.links.length === 0 ? <Empty description={t('No WeCom account is linked yet.')} /> : null}
      {loaded.links.map((link) => (
        <LinkCard key={link.corpId} {...{ app, link, run }} />
      ))}
      {open.map(({ name, title }) => (
        <Button key={name} onClick={() => start(name)}>
          {t('Link a WeCom account ({{title}})', { title })}
        </Button>
      ))}
    </Flex>
  );
}

function LinkCard({ app, link, run }: { app: ClientApp; link: OwnLink; run: Run }) {
  const t = useT();
  const { corpId, memberId, memberName, createdAt, lastSignInAt } = link;
  const day = (value?: string) => (value ? new Date(value).toLocaleString(app.i18n.language) : t('never'));
  const unlink = () => run(() => ask(app, 'wecom:unlink', { data: { corpId } }));
  return (
    <Flex vertical gap={4} style={{ textAlign: 'start' }}>
      <Typography.Text strong>{memberName ? `${memberName} (${memberId})` : memberId}</Typography.Text>
      <HelpText>{t('Company ID {{corpId}}', { corpId })}</HelpText>
      <HelpText>{t('Linked since {{when}}', { when: day(createdAt) })}</HelpText>
      <HelpText>{t('Last sign-in: {{when}}', { when: day(lastSignInAt) })}</HelpText>
      <div>
        <Popconfirm
          title={t('Unlink this WeCom account?')}
          description={t('You will be signed out where you signed in with it.')}
          okText={t('Unlink')}
          cancelText={t('Cancel')}
          onConfirm={unlink}
        >
          <Button danger>{t('Unlink')}</Button>
        </Popconfirm>
      </div>
    </Flex>
  );
}
