import { Alert, Button, Flex } from 'antd';
import { useState } from 'react';
import { LINK_PATH } from '../../shared/constants';
import { markProof } from '../account/proof-mark';
import { ask, sentenceOf } from '../account/requests';
import type { ClientApp } from '../client-app';
import { clientBase } from '../paths';
import { usePrimaryAction } from '../readable';
import { useT } from '../translate';
import type { Refusal } from './refusal';
import { signInPage } from './sign-in-page';

type Props = {
  app: ClientApp;
  refusal: Refusal;
  /** Whether another button is the page's one action. */
  isSecond: boolean;
  /** "I am new here": signs in with the account that is made. */
  onCreate: () => void;
};

/** What somebody can do whose account is not certain: prove one, have one made, or ask. */
export function Choices({ app, refusal, isSecond, onCreate }: Props) {
  const t = useT();
  const primary = usePrimaryAction();
  const [answer, setAnswer] = useState<{ type: 'success' | 'error'; message: string }>();
  const choices = refusal.choices ?? [];

  const prove = () => {
    // The session that is stored may be somebody else's; only one that begins now proves anything (S-40).
    const { auth } = app.apiClient;
    auth.setRole(null);
    auth.setAuthenticator(null);
    auth.setToken(null);
    markProof();
    window.location.assign(signInPage(app, { authenticator: '', redirect: clientBase(app) + LINK_PATH.slice(1) }));
  };
  const askForHelp = async () => {
    try {
      await ask(app, 'wecom:askAdministrator', { data: {} });
      setAnswer({ type: 'success', message: t('The administrator will see your request.') });
    } catch (error) {
      setAnswer({ type: 'error', message: sentenceOf(error) ?? t('The request could not be sent.') });
    }
  };
  if (choices.length === 0) return null;
  return (
    <Flex vertical gap={12}>
      <Button {...(isSecond ? {} : primary)} onClick={prove}>
        {t('I have an account here')}
      </Button>
      {choices.includes('create') ? <Button onClick={onCreate}>{t('I am new here')}</Button> : null}
      <Button onClick={askForHelp}>{t('Ask the administrator')}</Button>
      {answer ? <Alert showIcon {...answer} role="status" /> : null}
    </Flex>
  );
}
