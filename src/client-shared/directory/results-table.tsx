import { Flex, Select, Tag } from 'antd';
import { useState } from 'react';
import type { ClientApp } from '../client-app';
import { memberLabel, nameOf } from '../links/labels';
import { PagedTable } from '../links/paged-table';
import { usePages } from '../links/use-pages';
import { useT } from '../translate';
import { type Result, type Run } from './requests';
import { KINDS } from './words';

/** Whom a run has touched, and why somebody could not be. */
export function ResultsTable({ app, run }: { app: ClientApp; run: Run | null }) {
  return run ? <Rows app={app} run={run} /> : null;
}

function Rows({ app, run }: { app: ClientApp; run: Run }) {
  const t = useT();
  const wordOf = (one: string) => (run.kind === 'preview' && KINDS[one]?.preview) || KINDS[one]?.label || one;
  const [kind, setKind] = useState<string>();
  const pages = usePages<Result>(app, 'wecomDirectory:results', undefined, { run: run.id, ...(kind && { kind }) });
  return (
    <Flex vertical gap={12}>
      <Select
        allowClear
        style={{ maxWidth: 240 }}
        placeholder={t('What')}
        aria-label={t('What')}
        value={kind}
        onChange={setKind}
        options={Object.keys(KINDS).map((value) => ({ value, label: t(wordOf(value)) }))}
      />
      <PagedTable<Result>
        pages={pages}
        size="small"
        empty={run.state === 'running' ? t('Results come at the end') : t('Nothing to report')}
        columns={[
          {
            title: t('What'),
            render: (_, row) => <Tag color={KINDS[row.kind]?.color ?? 'default'}>{t(wordOf(row.kind))}</Tag>,
          },
          { title: t('Member or department'), render: (_, row) => memberLabel(row) || row.departmentId || '' },
          { title: t('User'), render: (_, row) => (row.user ? nameOf(row.user) : row.userId) },
          {
            title: t('Reason'),
            render: (_, row) => (
              <span style={{ display: 'inline-block', minWidth: 200, maxWidth: 420, whiteSpace: 'normal' }}>
                {row.message ?? ''}
              </span>
            ),
          },
        ]}
      />
    </Flex>
  );
}
