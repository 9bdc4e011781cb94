import { Alert, Button, Empty, Flex, Select, Spin } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { ask, sentenceOf } from '../account/requests';
import type { ClientApp } from '../client-app';
import { clientBase } from '../paths';
import { HelpText } from '../readable';
import { useT } from '../translate';
import type { Source } from './requests';
import { SourcePanel } from './source-panel';

/** How often a run that goes on is asked for, in ms. */
const POLL_MS = 1_500;

type Loaded = { sources?: Source[]; problem?: string };

/** The company's directory: what a synchronisation would do, does and has done, and who waits for a word. */
export function DirectoryTab({ app, pollMs = POLL_MS }: { app: ClientApp; pollMs?: number }) {
  const t = useT();
  const [{ sources, problem }, setLoaded] = useState<Loaded>({});
  const [chosen, choose] = useState<string>();
  const load = useCallback(async () => {
    setLoaded({});
    try {
      const sources = (await ask<Source[] | undefined>(app, 'wecomDirectory:sources')) ?? [];
      setLoaded({ sources });
    } catch (error) {
      setLoaded({ problem: sentenceOf(error) ?? 'The server did not answer. Your network may be interrupted.' });
    }
  }, [app]);
  useEffect(() => {
    load();
  }, [load]);

  if (problem) {
    return (
      <Alert
        type="error"
        showIcon
        message={t(problem)}
        action={
          <Button size="small" onClick={load}>
            {t('Try again')}
          </Button>
        }
      />
    );
  }
  if (!sources) return <Spin aria-label={t('Loading')} />;
  const source = sources.find(({ name }) => name === chosen) ?? sources[0];
  if (!source) return <NoSource app={app} />;
  return (
    <Flex vertical gap={16}>
      {sources.length > 1 ? (
        <Select
          aria-label={t('Source')}
          style={{ maxWidth: 320, width: '100%' }}
          value={source.name}
          onChange={choose}
          options={sources.map(({ name, displayName }) => ({ value: name, label: displayName || name }))}
        />
      ) : null}
      <SourcePanel key={source.name} app={app} source={source} pollMs={pollMs} />
    </Flex>
  );
}

function NoSource({ app }: { app: ClientApp }) {
  const t = useT();
  const isThere = Boolean(app.pm.get('user-data-sync'));
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('The directory is not synchronised yet')}>
      <Flex vertical gap={12} align="center">
        <HelpText>
          {isThere
            ? t('Add a source of the type “WeCom” on the page “Synchronize”. Nothing is written before you say so.')
            : t('Enable the plugin “User data synchronization” first.')}
        </HelpText>
        {isThere ? (
          <Button type="primary" href={`${clientBase(app)}admin/settings/users-permissions/sync`}>
            {t('Open “Synchronize”')}
          </Button>
        ) : null}
      </Flex>
    </Empty>
  );
}
