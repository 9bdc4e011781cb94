import { ExclamationCircleFilled } from '@ant-design/icons';
import { Alert, Flex, Progress, Tag, Typography, theme } from 'antd';
import type { ClientApp } from '../client-app';
import { HelpText } from '../readable';
import { useT } from '../translate';
import { percentOf, shownCounts } from './counts';
import type { Run } from './requests';
import { STAGES, STATES } from './words';

/** One run or preview: how far it is, how it ended, and its numbers. */
export function RunView({ app, run }: { app: ClientApp; run: Run }) {
  const t = useT();
  const when = (time: string) => new Date(time).toLocaleString(app.i18n.language);
  const { label, color } = STATES[run.state] ?? STATES.failed;
  return (
    <Flex vertical gap={12}>
      <Flex gap={8} wrap align="center">
        <Typography.Text strong>
          {run.kind === 'preview' ? t('Preview: nothing was changed') : t('Synchronisation')}
        </Typography.Text>
        <Tag color={color}>{t(label)}</Tag>
        <HelpText>{when(run.finishedAt ?? run.startedAt)}</HelpText>
        <span role="status" aria-live="polite">
          {run.state === 'running' ? t(STAGES[run.stage] ?? STAGES.reading) : null}
        </span>
      </Flex>
      {run.state === 'running' ? <RunProgress run={run} /> : null}
      {run.state === 'failed' && run.message ? <Alert type="error" showIcon message={run.message} /> : null}
      {run.state === 'done' && run.message ? <Alert type="info" showIcon message={run.message} /> : null}
      <Counts run={run} />
    </Flex>
  );
}

function RunProgress({ run }: { run: Run }) {
  const t = useT();
  return (
    <div>
      <Progress percent={percentOf(run)} status="active" aria-label={t('Progress')} />
      {run.total > 0 ? <HelpText>{t('{{done}} of {{total}}', { done: run.done, total: run.total })}</HelpText> : null}
    </div>
  );
}

const GRID = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(132px, 100%), 1fr))',
  gap: '12px 16px',
  margin: 0,
};

/** A list and not a table: on a phone the numbers stand below each other. */
function Counts({ run }: { run: Run }) {
  const t = useT();
  const { token } = theme.useToken();
  // While it reads, all numbers are 0.
  if (run.state === 'running' && !run.counts.members) return null;
  return (
    <dl style={GRID} data-testid="counts">
      {shownCounts(run).map(({ name, label, value, needsWork }) => (
        <div key={name} data-count={name}>
          <dt style={{ color: token.colorTextSecondary }}>{t(label)}</dt>
          <dd
            style={{
              margin: 0,
              fontSize: token.fontSizeXL,
              color: token.colorText,
              fontVariantNumeric: 'tabular-nums',
            }}
          >
            {value}
            {needsWork ? (
              <ExclamationCircleFilled aria-hidden style={{ color: token.colorWarning, marginInlineStart: 6 }} />
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
