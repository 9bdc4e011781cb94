import { Button, Tag } from 'antd';
import type { ClientApp } from '../client-app';
import { PagedTable } from '../links/paged-table';
import { usePages } from '../links/use-pages';
import { useT } from '../translate';
import type { Run } from './requests';
import { STATES, TRIGGERS } from './words';

type Props = { app: ClientApp; source: string; onShow: (run: Run) => void };

/** All runs and previews that are remembered, newest first. */
export function RunsTable({ app, source, onShow }: Props) {
  const t = useT();
  const pages = usePages<Run>(app, 'wecomDirectory:runs', undefined, { source });
  return (
    <PagedTable<Run>
      pages={pages}
      size="small"
      empty={t('Nothing has run yet')}
      columns={[
        { title: t('When'), render: (_, run) => new Date(run.startedAt).toLocaleString(app.i18n.language) },
        {
          title: t('What'),
          render: (_, run) => (run.kind === 'preview' ? t('Preview') : t(TRIGGERS[run.trigger] ?? run.trigger)),
        },
        {
          title: t('State'),
          render: (_, run) => <Tag color={STATES[run.state]?.color}>{t(STATES[run.state]?.label ?? run.state)}</Tag>,
        },
        { title: t('Members in WeCom'), align: 'right', render: (_, run) => run.counts.members ?? 0 },
        { title: t('Made'), align: 'right', render: (_, run) => run.counts.made ?? 0 },
        { title: t('Changed'), align: 'right', render: (_, run) => run.counts.changed ?? 0 },
        { title: t('Failed'), align: 'right', render: (_, run) => run.counts.failed ?? 0 },
        {
          title: t('Actions'),
          render: (_, run) => (
            <Button size="small" onClick={() => onShow(run)}>
              {t('Show')}
            </Button>
          ),
        },
      ]}
    />
  );
}
