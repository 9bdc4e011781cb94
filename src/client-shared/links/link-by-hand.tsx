import { Alert, Button, Flex, Input, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import { ask, type OwnLinks, sentenceOf } from '../account/requests';
import type { ClientApp } from '../client-app';
import { useT } from '../translate';
import { UserSelect } from './user-select';

type Asked = { memberId: string; memberName: string; active: boolean };

/** A user and a userid; WeCom is asked for the name, which is shown before the click that links. */
export function LinkByHand({ app, onClose }: { app: ClientApp; onClose: () => void }) {
  const t = useT();
  const [authenticators, setAuthenticators] = useState<OwnLinks['authenticators']>([]);
  const [authenticator, setAuthenticator] = useState<string>();
  const [memberId, setMemberId] = useState('');
  const [userId, setUserId] = useState<number>();
  const [asked, setAsked] = useState<Asked>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    ask<OwnLinks>(app, 'wecom:links')
      .then((own) => {
        setAuthenticators(own.authenticators);
        setAuthenticator(own.authenticators[0]?.name);
      })
      .catch((error) => setProblem(sentenceOf(error)));
  }, [app]);

  const run = async (work: () => Promise<void>) => {
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(sentenceOf(error) ?? t('Something went wrong here. Please try again in a minute.'));
    }
  };
  const lookUp = () =>
    run(async () => setAsked(await ask<Asked>(app, 'wecomLinks:member', { params: { authenticator, memberId } })));
  const link = () =>
    run(async () => {
      await ask(app, 'wecomLinks:create', { data: { authenticator, memberId, userId } });
      onClose();
    });

  return (
    <Modal
      open
      title={t('Link by hand')}
      onCancel={onClose}
      okText={asked ? t('Link “{{member}}”', { member: asked.memberName }) : t('Link')}
      cancelText={t('Cancel')}
      okButtonProps={{ disabled: !asked || userId === undefined }}
      onOk={link}
    >
      <Flex vertical gap={12}>
        {problem ? <Alert type="error" showIcon message={problem} /> : null}
        <Select
          aria-label={t('Authenticator')}
          value={authenticator}
          onChange={setAuthenticator}
          options={authenticators.map(({ name, title }) => ({ value: name, label: title }))}
        />
        <Flex gap={8}>
          <Input
            placeholder={t('Account in WeCom (userid)')}
            aria-label={t('Account in WeCom (userid)')}
            value={memberId}
            onChange={(event) => {
              setMemberId(event.target.value.trim());
              setAsked(undefined);
            }}
          />
          <Button onClick={lookUp} disabled={!memberId || !authenticator}>
            {t('Ask WeCom')}
          </Button>
        </Flex>
        {asked ? (
          <Alert
            type={asked.active ? 'success' : 'warning'}
            message={`${asked.memberName} (${asked.memberId})`}
            description={asked.active ? undefined : t('This member is not active in WeCom.')}
          />
        ) : null}
        <UserSelect app={app} onChange={setUserId} />
      </Flex>
    </Modal>
  );
}
