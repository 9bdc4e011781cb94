import { Alert, App, Button, Flex, Input } from 'antd';
import { useState } from 'react';
import { ask, sentenceOf } from '../account/requests';
import type { ClientApp } from '../client-app';
import { memberLabel } from '../links/labels';
import { PagedTable } from '../links/paged-table';
import { usePages } from '../links/use-pages';
import { HelpText } from '../readable';
import { useT } from '../translate';
import { CandidateCell } from './candidate-cell';
import { type Confirmed, type Pair, type Suggestion } from './requests';

/** As many as the server confirms in one request. */
const MOST_TOGETHER = 50;

/** Members who look like users without a link, or wait for another reason; one word links them. */
export function SuggestionsTable({ app, corpId }: { app: ClientApp; corpId?: string }) {
  const t = useT();
  const { message } = App.useApp();
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<Suggestion[]>([]);
  const [refused, setRefused] = useState<string[]>([]);
  const pages = usePages<Suggestion>(app, 'wecomLinks:suggestions', { search, ...(corpId && { corpId }) });

  const confirm = async (pairs: Pair[]) => {
    setRefused([]);
    try {
      const answer = await ask<Confirmed>(app, 'wecomLinks:confirm', { data: { pairs } });
      if (answer.confirmed > 0) message.success(t('Linked: {{number}}', { number: answer.confirmed }));
      setRefused((answer.refused ?? []).map((one) => `${one.memberId}: ${one.message ?? ''}`));
      setSelected([]);
      pages.reload();
    } catch (error) {
      setRefused([sentenceOf(error) ?? t('Something went wrong here. Please try again in a minute.')]);
    }
  };
  const pairs = selected.flatMap((row) => {
    const [only] = row.candidates ?? [];
    return only ? [pairOf(row, only.id)] : [];
  });

  return (
    <Flex vertical gap={12}>
      <HelpText>
        {t('These members have no user yet; some may be users already. Nobody is linked until you confirm it.')}
      </HelpText>
      <Flex gap={8} wrap>
        <Input.Search
          allowClear
          style={{ maxWidth: 280 }}
          placeholder={t('Member')}
          aria-label={t('Member')}
          onSearch={setSearch}
        />
        <Button type="primary" disabled={pairs.length === 0} onClick={() => confirm(pairs.slice(0, MOST_TOGETHER))}>
          {t('Link the selected ones ({{number}})', { number: pairs.length })}
        </Button>
      </Flex>
      {refused.length > 0 ? (
        <Alert
          type="error"
          showIcon
          message={t('Not linked')}
          description={refused.map((one) => <div key={one}>{one}</div>)}
        />
      ) : null}
      <PagedTable<Suggestion>
        pages={pages}
        size="small"
        empty={t('Nobody is waiting')}
        rowSelection={{
          selectedRowKeys: selected.map(({ id }) => id),
          onChange: (_keys, rows) => setSelected(rows),
          // Together only where there is nothing to choose.
          getCheckboxProps: (row) => ({ disabled: !row.unique, 'aria-label': memberLabel(row) }),
        }}
        columns={[
          { title: t('Member'), render: (_, row) => memberLabel(row) },
          { title: t('Departments'), render: (_, row) => (row.departments ?? []).join(t(', ')) },
          {
            title: t('Reason'),
            render: (_, row) => (
              <span style={{ display: 'inline-block', minWidth: 180, maxWidth: 360, whiteSpace: 'normal' }}>
                {row.message ?? ''}
              </span>
            ),
          },
          {
            title: t('User'),
            render: (_, row) => (
              <CandidateCell app={app} suggestion={row} onLink={(userId) => confirm([pairOf(row, userId)])} />
            ),
          },
        ]}
      />
    </Flex>
  );
}

const pairOf = ({ corpId, memberId }: Suggestion, userId: string): Pair => ({ corpId, memberId, userId });
