import { Alert, Button, Card, Flex, Tabs, theme } from 'antd';
import { useState } from 'react';
import type { ClientApp } from '../client-app';
import { HelpText } from '../readable';
import { useT } from '../translate';
import { LeaversTable } from './leavers-table';
import type { Source } from './requests';
import { ResultsTable } from './results-table';
import { RunView } from './run-view';
import { RunsTable } from './runs-table';
import { SuggestionsTable } from './suggestions-table';
import { useRun } from './use-run';
import { WaitingRun } from './waiting-run';

type Props = { app: ClientApp; source: Source; pollMs: number };

/** One source: what to press, the newest run, and the lists about it. */
export function SourcePanel({ app, source, pollMs }: Props) {
  const t = useT();
  const { token } = theme.useToken();
  // Beside NocoBase's menu a phone has room for a word, not for two.
  const narrow = { maxWidth: '100%', height: 'auto', minHeight: token.controlHeight, whiteSpace: 'normal' } as const;
  const { run, problem, ended, show, start } = useRun(app, source.running ?? source.last, pollMs);
  const [tab, setTab] = useState('results');
  const [isStarting, setStarting] = useState(false);
  const begin = async (action: string, data: object) => {
    setStarting(true);
    await start(action, data);
    setStarting(false);
    setTab('results');
  };
  const isBusy = isStarting || run?.state === 'running';
  // The first time, looking comes before doing.
  const isFirst = !run || (run.kind === 'preview' && run.state !== 'done');
  const lists = run ? `${run.id} ${ended}` : 'none';
  return (
    <Flex vertical gap={16}>
      <Card size="small">
        <Flex vertical gap={12}>
          <Facts app={app} source={source} />
          <Flex gap={8} wrap>
            <Button
              style={narrow}
              type={isFirst ? 'primary' : 'default'}
              disabled={isBusy || !source.enabled}
              onClick={() => begin('wecomDirectory:preview', { source: source.name })}
            >
              {t('Preview')}
            </Button>
            <Button
              style={narrow}
              type={isFirst ? 'default' : 'primary'}
              disabled={isBusy || !source.enabled}
              onClick={() => begin('wecomDirectory:run', { source: source.name })}
            >
              {t('Synchronise now')}
            </Button>
          </Flex>
          {source.enabled ? null : (
            <Alert type="warning" showIcon message={t('This source is not enabled on the page “Synchronize”.')} />
          )}
          {source.problem ? <Alert type="warning" showIcon message={source.problem} /> : null}
          {problem ? <Alert type="error" showIcon message={t(problem)} /> : null}
          {run ? (
            <RunView app={app} run={run} />
          ) : (
            <HelpText>
              {t('Nothing has been synchronised yet. The preview changes nothing and says what would happen.')}
            </HelpText>
          )}
          {run?.state === 'waiting' ? (
            <WaitingRun app={app} run={run} onConfirm={() => begin('wecomLinks:confirmLeavers', { run: run.id })} />
          ) : null}
        </Flex>
      </Card>
      <Tabs
        size="small"
        destroyOnHidden
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: 'results', label: t('Results'), children: <ResultsTable key={lists} app={app} run={run} /> },
          {
            key: 'suggestions',
            label: t('Members without a user'),
            children: <SuggestionsTable key={lists} app={app} corpId={source.corpId} />,
          },
          { key: 'leavers', label: t('People who have left'), children: <LeaversTable key={lists} app={app} /> },
          {
            key: 'runs',
            label: t('Earlier runs'),
            children: (
              <RunsTable
                key={lists}
                app={app}
                source={source.name}
                onShow={(earlier) => {
                  show(earlier);
                  setTab('results');
                }}
              />
            ),
          },
        ]}
      />
    </Flex>
  );
}

function Facts({ app, source }: { app: ClientApp; source: Source }) {
  const t = useT();
  const facts = [
    source.displayName || source.name,
    source.corpId && t('Company ID {{corpId}}', { corpId: source.corpId }),
    source.nextAt
      ? t('Runs next {{when}}', { when: new Date(source.nextAt).toLocaleString(app.i18n.language) })
      : t('Runs by hand and by events only'),
  ];
  // A company ID has no place to break, and a phone beside NocoBase's menu no room.
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <HelpText>{facts.filter(Boolean).join(' · ')}</HelpText>
    </div>
  );
}
