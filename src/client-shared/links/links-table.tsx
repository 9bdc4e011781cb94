import { App, Button, Dropdown, Flex, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { ask, sentenceOf } from '../account/requests';
import type { ClientApp } from '../client-app';
import { AWAY } from '../directory/words';
import { useT } from '../translate';
import { memberLabel, nameOf } from './labels';
import { LinkByHand } from './link-by-hand';
import { PagedTable } from './paged-table';
import { usePages } from './use-pages';
import { UserSelect } from './user-select';

export type LinkRow = {
  id: string;
  corpId: string;
  memberId: string;
  memberName?: string;
  state: 'active' | 'left' | 'blocked';
  away?: keyof typeof AWAY | null;
  origin?: string;
  createdAt: string;
  lastSignInAt?: string;
  user: { id: number; nickname?: string; username?: string } | null;
};

const COLORS = { active: 'green', left: 'orange', blocked: 'red' };

/** Links with search and filter, and what an administrator does with one. */
export function LinksTable({ app }: { app: ClientApp }) {
  const t = useT();
  const { modal, message } = App.useApp();
  const [search, setSearch] = useState('');
  const [state, setState] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  const pages = usePages<LinkRow>(app, 'wecomLinks:list', { search, state });
  const day = (value?: string) => (value ? new Date(value).toLocaleString(app.i18n.language) : '');

  const act = async (action: string, row: LinkRow, data: object = {}) => {
    try {
      const url = `wecomLinks:${action}?filterByTk=${row.id}`;
      const answer = await ask<{ hasLeft?: boolean }>(app, url, { data });
      if (action === 'check') {
        message.info(answer?.hasLeft ? t('WeCom does not know this member any more.') : t('WeCom knows this member.'));
      }
      pages.reload();
    } catch (error) {
      message.error(sentenceOf(error) ?? t('Something went wrong here. Please try again in a minute.'));
    }
  };
  const confirm = (row: LinkRow, action: string, title: string, content: string) =>
    modal.confirm({ title, content, okText: title, cancelText: t('Cancel'), onOk: () => act(action, row) });
  const move = (row: LinkRow) => {
    let userId: number | undefined;
    modal.confirm({
      title: t('Move to another user'),
      content: <UserSelect app={app} onChange={(id) => (userId = id)} />,
      okText: t('Move'),
      cancelText: t('Cancel'),
      onOk: () => (userId === undefined ? Promise.reject(new Error('no user')) : act('move', row, { userId })),
    });
  };
  const menu = (row: LinkRow) => [
    { key: 'check', label: t('Ask WeCom now'), onClick: () => act('check', row) },
    { key: 'move', label: t('Move to another user'), onClick: () => move(row) },
    row.state === 'blocked'
      ? { key: 'unblock', label: t('Unblock'), onClick: () => act('unblock', row) }
      : {
          key: 'block',
          label: t('Block'),
          onClick: () =>
            confirm(
              row,
              'block',
              t('Block'),
              t('The member is signed out and cannot sign in, even if a user matches.'),
            ),
        },
    {
      key: 'destroy',
      danger: true,
      label: t('Unlink'),
      onClick: () =>
        confirm(
          row,
          'destroy',
          t('Unlink'),
          t('This member and this user are not matched again until somebody links them by hand.'),
        ),
    },
  ];

  return (
    <Flex vertical gap={16}>
      <Flex gap={8} wrap>
        <Input.Search
          allowClear
          style={{ maxWidth: 280 }}
          placeholder={t('Member or user')}
          aria-label={t('Member or user')}
          onSearch={setSearch}
        />
        <Select
          allowClear
          style={{ minWidth: 140 }}
          placeholder={t('State')}
          aria-label={t('State')}
          value={state}
          onChange={setState}
          options={[
            { value: 'active', label: t('Linked') },
            { value: 'left', label: t('Left') },
            { value: 'blocked', label: t('Blocked') },
          ]}
        />
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('Link by hand')}
        </Button>
        <Button onClick={() => downloadCsv(app)}>{t('Export as CSV')}</Button>
      </Flex>
      <PagedTable<LinkRow>
        pages={pages}
        empty={t('No links')}
        columns={[
          { title: t('Member'), render: (_, row) => memberLabel(row) },
          { title: t('User'), render: (_, { user }) => (user ? nameOf(user) : '') },
          {
            title: t('State'),
            render: (_, row) => (
              <Tag color={COLORS[row.state]}>
                {row.state === 'active'
                  ? t('Linked')
                  : row.state === 'left'
                    ? t(AWAY[row.away ?? 'left'])
                    : t('Blocked')}
              </Tag>
            ),
          },
          { title: t('Linked since'), render: (_, row) => day(row.createdAt) },
          { title: t('Last sign-in'), render: (_, row) => day(row.lastSignInAt) },
          { title: t('Company ID'), dataIndex: 'corpId' },
          {
            title: t('Actions'),
            render: (_, row) => (
              <Dropdown menu={{ items: menu(row) }} trigger={['click']}>
                <Button size="small">{t('Actions')}</Button>
              </Dropdown>
            ),
          },
        ]}
      />
      {isAdding ? (
        <LinkByHand
          app={app}
          onClose={() => {
            setAdding(false);
            pages.reload();
          }}
        />
      ) : null}
    </Flex>
  );
}

async function downloadCsv(app: ClientApp): Promise<void> {
  const response = await app.apiClient.request({ url: 'wecomLinks:export', responseType: 'blob' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(response?.data as unknown as Blob);
  link.download = 'wecom-links.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
