import { Alert, Button, Flex } from 'antd';
import { useState } from 'react';
import { CHECK_SETTINGS_ACTION } from '../../shared/constants';
import type { ClientApp } from '../client-app';
import { HelpText } from '../readable';
import { useT } from '../translate';
import { byUrgency, type CheckedSetting, CheckResult } from './check-result';
import type { SettingsRecord } from './lane';

/** A spinner that is gone at once only flickers, and antd then leaves its icon in the button for screen readers. In ms. */
const SPINNER_DELAY = 200;

type State = { running?: boolean; results?: CheckedSetting[]; failed?: boolean };
/** What was checked: results about other settings than those on the page would mislead. */
type Checked = { of: string; state: State };

/** Asks the server to try the settings against WeCom, before they are saved. */
export function CheckSettings({ app, record }: { app: ClientApp; record: SettingsRecord }) {
  const { name, saved, options } = record;
  return <Check app={app} url={CHECK_SETTINGS_ACTION} asked={saved ? { authenticator: name, options } : { options }} />;
}

/** @param props.asked - what is posted to the action; another question needs another answer */
export function Check({ app, url, asked }: { app: ClientApp; url: string; asked: object }) {
  const t = useT();
  const [checked, setChecked] = useState<Checked>();
  const now = JSON.stringify(asked);
  const { running, results, failed }: State = checked?.of === now ? checked.state : {};
  const check = async () => {
    if (running) return;
    setChecked({ of: now, state: { running: true } });
    const state = await checkSettings(app, url, asked);
    // What has been changed and checked since then is not for this answer to say.
    setChecked((latest) => (latest?.of === now ? { of: now, state } : latest));
  };
  return (
    <Flex vertical gap={12} align="start" style={{ marginTop: 16 }}>
      <Button onClick={check} loading={running ? { delay: SPINNER_DELAY } : false}>
        {t('Check settings')}
      </Button>
      <HelpText>{t('Tests these settings with WeCom. Nothing is saved.')}</HelpText>
      <div role="status" aria-live="polite" style={{ width: '100%' }}>
        {failed ? <Alert type="error" showIcon message={t('The check could not be run. Please try again.')} /> : null}
        {byUrgency(results ?? []).map((result) => (
          <CheckResult key={`${result.check} ${result.message}`} result={result} />
        ))}
      </div>
    </Flex>
  );
}

async function checkSettings(app: ClientApp, url: string, data: object): Promise<State> {
  try {
    const answer = await app.apiClient.request({ url, method: 'post', data, skipNotify: true });
    const list = answer?.data?.data;
    return Array.isArray(list) ? { results: list as CheckedSetting[] } : { failed: true };
  } catch {
    return { failed: true };
  }
}
