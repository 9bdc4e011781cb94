import { Flex, Input, Space, Tag } from 'antd';
import { useState } from 'react';
import type { ClientApp } from '../client-app';
import { memberLabel, nameOf } from '../links/labels';
import { PagedTable } from '../links/paged-table';
import { usePages } from '../links/use-pages';
import { HelpText } from '../readable';
import { useT } from '../translate';
import type { Leaver } from './requests';
import { AWAY } from './words';

/** Who has left, when, and through which doors they could still come in. */
export function LeaversTable({ app }: { app: ClientApp }) {
  const t = useT();
  const [search, setSearch] = useState('');
  const pages = usePages<Leaver>(app, 'wecomDirectory:leavers', { search });
  return (
    <Flex vertical gap={12}>
      <Input.Search
        allowClear
        style={{ maxWidth: 280 }}
        placeholder={t('Member or user')}
        aria-label={t('Member or user')}
        onSearch={setSearch}
      />
      <HelpText>
        {t('Sessions of WeCom have ended. A password or an API key that is still there has to be taken away by hand.')}
      </HelpText>
      <PagedTable<Leaver>
        pages={pages}
        size="small"
        empty={t('Nobody has left')}
        columns={[
          { title: t('Member'), render: (_, row) => memberLabel(row) },
          { title: t('User'), render: (_, row) => (row.user ? nameOf(row.user) : '') },
          {
            title: t('State'),
            render: (_, row) => <Tag color="orange">{t(AWAY[row.away ?? 'left'] ?? AWAY.left)}</Tag>,
          },
          {
            title: t('When'),
            render: (_, { leftAt }) => (leftAt ? new Date(leftAt).toLocaleString(app.i18n.language) : ''),
          },
          { title: t('Still has'), render: (_, row) => <StillHas leaver={row} /> },
        ]}
      />
    </Flex>
  );
}

function StillHas({ leaver }: { leaver: Leaver }) {
  const t = useT();
  const { hasPassword, apiKeys, privileged, lockedOut } = leaver;
  const isClear = !hasPassword && apiKeys === 0 && !privileged;
  return (
    <Space size={4} wrap>
      {hasPassword ? <Tag color="warning">{t('Password')}</Tag> : null}
      {apiKeys > 0 ? <Tag color="error">{t('API keys: {{number}}', { number: apiKeys })}</Tag> : null}
      {privileged ? <Tag color="error">{t('Can manage NocoBase')}</Tag> : null}
      {lockedOut ? <Tag color="success">{t('Roles taken')}</Tag> : null}
      {isClear && !lockedOut ? <Tag>{t('Nothing')}</Tag> : null}
    </Space>
  );
}
