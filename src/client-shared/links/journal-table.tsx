import type { ClientApp } from '../client-app';
import { useT } from '../translate';
import { memberLabel, type NamedUser, nameOf } from './labels';
import { PagedTable } from './paged-table';
import { usePages } from './use-pages';

type JournalRow = {
  id: string;
  event: string;
  memberId?: string;
  memberName?: string;
  userId?: string;
  /** Missing when the user is deleted. */
  user: NamedUser | null;
  byUserId?: string;
  byUser: NamedUser | null;
  createdAt: string;
};

const EVENTS: Record<string, string> = {
  linked: 'Linked',
  moved: 'Moved to another user',
  unlinked: 'Unlinked',
  blocked: 'Blocked',
  unblocked: 'Unblocked',
  'signed-up': 'Signed up',
  left: 'Left',
  'userid-reused': 'Another person has the userid now',
  'number-accepted': 'A number or address was accepted',
  returned: 'Came back',
  'sessions-ended': 'Signed out everywhere',
  'user-deleted': 'The user was deleted',
};

/** What happened to links in the last 180 days. */
export function JournalTable({ app }: { app: ClientApp }) {
  const t = useT();
  const pages = usePages<JournalRow>(app, 'wecomLinks:journal');
  return (
    <PagedTable<JournalRow>
      pages={pages}
      empty={t('Nothing has happened yet')}
      columns={[
        { title: t('When'), render: (_, row) => new Date(row.createdAt).toLocaleString(app.i18n.language) },
        { title: t('What'), render: (_, row) => t(EVENTS[row.event] ?? row.event) },
        { title: t('Member'), render: (_, row) => memberLabel(row) },
        { title: t('User'), render: (_, { user, userId }) => (user ? nameOf(user) : userId) },
        { title: t('By'), render: (_, { byUser, byUserId }) => (byUser ? nameOf(byUser) : byUserId) },
      ]}
    />
  );
}
