import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { ask } from '../account/requests';
import type { ClientApp } from '../client-app';
import { useT } from '../translate';
import { nameOf } from './labels';

type User = { id: number; nickname?: string; username?: string };
type Props = { app: ClientApp; onChange: (id: number | undefined) => void };

/** Typing waits so long before the server is asked, in ms. */
const TYPING_MS = 300;

/** A user of NocoBase, found by name. */
export function UserSelect({ app, onChange }: Props) {
  const t = useT();
  const [search, setSearch] = useState('');
  const [users, setUsers] = useState<User[]>([]);
  useEffect(() => {
    const timer = window.setTimeout(async () => {
      const filter = search
        ? { $or: [{ nickname: { $includes: search } }, { username: { $includes: search } }] }
        : undefined;
      const params = { pageSize: 20, ...(filter && { filter: JSON.stringify(filter) }) };
      setUsers((await ask<User[]>(app, 'users:list', { params }).catch(() => [])) ?? []);
    }, TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [app, search]);
  return (
    <Select
      showSearch
      allowClear
      filterOption={false}
      style={{ width: '100%' }}
      placeholder={t('User')}
      aria-label={t('User')}
      onSearch={setSearch}
      onChange={(id?: number) => onChange(id)}
      options={users.map((user) => ({ value: user.id, label: nameOf(user) }))}
    />
  );
}
