import { Card, Tabs } from 'antd';
import type { ClientApp } from '../client-app';
import { DirectoryTab } from '../directory/directory-tab';
import { useT } from '../translate';
import { ContactsTable } from './contacts-table';
import { JournalTable } from './journal-table';
import { LinksTable } from './links-table';
import { WaitingTable } from './waiting-table';

/** The page "WeCom" beside users and permissions: who is who, who waits, the directory, and what happened. */
export default function LinksPage({ app }: { app: ClientApp }) {
  const t = useT();
  return (
    <Card variant="borderless" data-wecom-page>
      <Tabs
        destroyOnHidden
        items={[
          { key: 'links', label: t('Links'), children: <LinksTable app={app} /> },
          { key: 'waiting', label: t('Waiting'), children: <WaitingTable app={app} /> },
          { key: 'contacts', label: t('Numbers'), children: <ContactsTable app={app} /> },
          { key: 'directory', label: t('Directory'), children: <DirectoryTab app={app} /> },
          { key: 'journal', label: t('Journal'), children: <JournalTable app={app} /> },
        ]}
      />
    </Card>
  );
}
