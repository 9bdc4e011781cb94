import { App, Button, Flex, Tag } from 'antd';
import { type Key, useState } from 'react';
import { ask, sentenceOf } from '../account/requests';
import type { ClientApp } from '../client-app';
import { HelpText } from '../readable';
import { useT } from '../translate';
import { nameOf } from './labels';
import { PagedTable } from './paged-table';
import { usePages } from './use-pages';

type ContactRow = {
  userId: string;
  nickname?: string;
  username?: string;
  selfRegistered: boolean;
  kind: 'phone' | 'email';
  value: string;
  key: string;
  shared: boolean;
  privileged: boolean;
};

type Answer = { accepted: number; refused: { userId: string; kind: string; key: string; reason: string }[] };

/** Why the server did not take the word. */
const WHY_NOT: Record<string, string> = {
  changed: 'It has changed since. Please look at it once more.',
  privileged: 'Only somebody who manages users and roles may do this for an administrator.',
};

const keyOf = ({ userId, kind, key }: { userId: string; kind: string; key: string }) => `${userId} ${kind} ${key}`;
/** What an attacker would hide among others is accepted one by one only. */
const isForTogether = ({ selfRegistered, shared, privileged }: ContactRow) => !selfRegistered && !shared && !privileged;

/** Phone numbers and addresses that only their users entered, until an administrator says that they are right. */
export function ContactsTable({ app }: { app: ClientApp }) {
  const t = useT();
  const { message } = App.useApp();
  const pages = usePages<ContactRow>(app, 'wecomLinks:waiting?kind=contacts');
  const [selected, setSelected] = useState<Key[]>([]);
  const [isBusy, setBusy] = useState(false);

  const accept = async (rows: ContactRow[]) => {
    setBusy(true);
    try {
      const contacts = rows.map(({ userId, kind, key }) => ({ userId, kind, key }));
      const { accepted, refused } = await ask<Answer>(app, 'wecomLinks:accept', { data: { contacts } });
      if (accepted > 0) message.success(t('Accepted: {{count}}', { count: accepted }));
      for (const { reason } of refused) message.warning(t(WHY_NOT[reason] ?? 'It can only be accepted by itself.'));
      setSelected([]);
      pages.reload();
    } catch (error) {
      message.error(sentenceOf(error) ?? t('Something went wrong here. Please try again in a minute.'));
    } finally {
      setBusy(false);
    }
  };
  const chosen = pages.rows.filter((row) => selected.includes(keyOf(row)));

  return (
    <Flex vertical gap={12}>
      <HelpText>{t('Nobody but the user entered these, so they link nobody to WeCom until you accept them.')}</HelpText>
      <div>
        <Button disabled={chosen.length === 0} loading={isBusy} onClick={() => accept(chosen)}>
          {t('Accept the selected ones')}
        </Button>
      </div>
      <PagedTable<ContactRow>
        pages={pages}
        rowKey={keyOf}
        empty={t('No number or address waits for you')}
        rowSelection={{
          selectedRowKeys: selected,
          onChange: setSelected,
          getCheckboxProps: (row) => ({
            disabled: !isForTogether(row),
            'aria-label': nameOf({ id: row.userId, ...row }),
          }),
        }}
        columns={[
          { title: t('User'), render: (_, row) => nameOf({ id: row.userId, ...row }) },
          { title: t('Number or address'), dataIndex: 'value' },
          {
            title: t('Look twice'),
            render: (_, row) => (
              <Flex gap={4} wrap>
                {row.selfRegistered ? <Tag color="orange">{t('Signed up alone')}</Tag> : null}
                {row.shared ? <Tag color="red">{t('Others have it too')}</Tag> : null}
                {row.privileged ? <Tag color="red">{t('Can manage NocoBase')}</Tag> : null}
              </Flex>
            ),
          },
          {
            title: t('Actions'),
            render: (_, row) => (
              <Button size="small" disabled={isBusy} onClick={() => accept([row])}>
                {t('Accept')}
              </Button>
            ),
          },
        ]}
      />
    </Flex>
  );
}
