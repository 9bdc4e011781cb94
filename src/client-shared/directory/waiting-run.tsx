import { Alert, App, Button, Flex } from 'antd';
import type { ClientApp } from '../client-app';
import { memberLabel, nameOf } from '../links/labels';
import { usePages } from '../links/use-pages';
import { useT } from '../translate';
import { type Result, type Run } from './requests';

type Props = { app: ClientApp; run: Run; onConfirm: () => Promise<void> };

/** Names that are shown before the click. */
const NAMES = 20;

/** The guard of S-63: unusually many would be marked as left, and an administrator has to say that it is true. */
export function WaitingRun({ app, run, onConfirm }: Props) {
  const t = useT();
  const { modal } = App.useApp();
  const leaving = usePages<Result>(app, 'wecomDirectory:results', undefined, { run: run.id, kind: 'leaving' });
  const names = leaving.rows.slice(0, NAMES).map((row) => memberLabel(row) || (row.user ? nameOf(row.user) : ''));
  const more = leaving.total - names.length;
  const confirm = () =>
    modal.confirm({
      title: t('Have these people really left?'),
      content: (
        <>
          <p>
            {t(
              'Their sessions end, and what the source says about people who leave is done. Each of them is asked for once more.',
            )}
          </p>
          <p style={{ overflowWrap: 'anywhere' }}>
            {names.join(t(', '))}
            {more > 0 ? ` ${t('and {{number}} more', { number: more })}` : ''}
          </p>
        </>
      ),
      okText: t('Yes, they have left'),
      cancelText: t('Cancel'),
      okButtonProps: { danger: true },
      onOk: onConfirm,
    });
  return (
    <Alert
      type="warning"
      showIcon
      message={run.message ?? t('Unusually many people seem to have left. Nobody was signed out.')}
      description={
        // Below, and not beside: a phone has no room for a button at the edge.
        <Flex vertical gap={12} align="start">
          {t('Look in WeCom’s console first: was the visible range of the app narrowed, or the app disabled?')}
          <Button danger onClick={confirm} disabled={leaving.isLoading}>
            {t('They have left')}
          </Button>
        </Flex>
      }
    />
  );
}
