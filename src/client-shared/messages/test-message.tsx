import { Alert, Button, Flex } from 'antd';
import { useState } from 'react';
import { TEST_MESSAGE_ACTION } from '../../shared/constants';
import type { ClientApp } from '../client-app';
import { HelpText } from '../readable';
import { useT } from '../translate';

/** A spinner that is gone at once only flickers. In ms. */
const SPINNER_DELAY = 200;

type Result = { sent: boolean; message: string } | 'failed';
/** A result about another authenticator than the chosen one would mislead. */
type Test = { of: string; result?: Result };

/** Sends a message to the person who sets up the channel, before it is saved. */
export function TestMessage({ app, authenticator }: { app: ClientApp; authenticator?: string }) {
  const t = useT();
  const [test, setTest] = useState<Test>();
  const current = test?.of === authenticator ? test : undefined;
  const isRunning = current !== undefined && current.result === undefined;
  const run = async () => {
    if (!authenticator || isRunning) return;
    setTest({ of: authenticator });
    const result = await askForTest(app, authenticator);
    setTest((latest) => (latest?.of === authenticator ? { of: authenticator, result } : latest));
  };
  return (
    <Flex vertical gap={8} align="start" style={{ marginBottom: 24 }}>
      <Button onClick={run} disabled={!authenticator} loading={isRunning ? { delay: SPINNER_DELAY } : false}>
        {t('Send a test to me')}
      </Button>
      <HelpText>{t('Sends a message to your own WeCom; nothing is saved.')}</HelpText>
      <div role="status" aria-live="polite" style={{ width: '100%' }}>
        {current?.result ? <Shown result={current.result} /> : null}
      </div>
    </Flex>
  );
}

function Shown({ result }: { result: Result }) {
  const t = useT();
  if (result === 'failed') {
    return <Alert type="error" showIcon message={t('The test could not be run. Please try again.')} />;
  }
  return <Alert type={result.sent ? 'success' : 'error'} showIcon message={result.message} />;
}

async function askForTest(app: ClientApp, authenticator: string): Promise<Result> {
  try {
    const answer = await app.apiClient.request({
      url: TEST_MESSAGE_ACTION,
      method: 'post',
      data: { authenticator },
      skipNotify: true,
    });
    const result = answer?.data?.data as Partial<Exclude<Result, string>> | undefined;
    return typeof result?.message === 'string' ? { sent: result.sent === true, message: result.message } : 'failed';
  } catch {
    return 'failed';
  }
}
