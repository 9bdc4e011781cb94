import { Tag } from 'antd';
import type { ClientApp } from '../client-app';
import { useT } from '../translate';
import { memberLabel, type NamedUser, nameOf } from './labels';
import { PagedTable } from './paged-table';
import { usePages } from './use-pages';

type WaitingRow = {
  id: string;
  memberId: string;
  memberName?: string;
  code: string;
  reason?: string;
  candidates: NamedUser[];
  asked: boolean;
  updatedAt: string;
};

/** Why a member was refused, in the words of an administrator; by reason, else by code. */
const WHY: Record<string, string> = {
  'self-written': 'Only the user entered the phone number or e-mail address that matches.',
  'several-users': 'Several users have this phone number.',
  privileged: 'The user can manage NocoBase, so the link needs proof from the user.',
  'other-company': 'The user is linked to a member of another company.',
  'other-phone': 'The e-mail address matches, but the phone number does not.',
  'phone-not-shared': 'WeCom gave no phone number.',
  deleted: 'The user of this member was deleted.',
  WECOM_ACCOUNT_CONFLICT: 'The user is linked to another member of the company.',
  WECOM_NO_ACCOUNT: 'No user matches, and automatic sign-up is off.',
  WECOM_FIRST_SIGN_IN: 'The member scanned before signing in from WeCom for the first time.',
};

/** Members who were refused in the last 30 days. */
export function WaitingTable({ app }: { app: ClientApp }) {
  const t = useT();
  const pages = usePages<WaitingRow>(app, 'wecomLinks:waiting');
  const why = ({ reason, code }: WaitingRow) => t(WHY[reason ?? ''] ?? WHY[code] ?? code);
  return (
    <PagedTable<WaitingRow>
      pages={pages}
      empty={t('Nobody is waiting')}
      columns={[
        { title: t('Member'), render: (_, row) => memberLabel(row) },
        { title: t('Reason'), render: (_, row) => why(row) },
        { title: t('Asked'), render: (_, row) => (row.asked ? <Tag color="blue">{t('Asks for help')}</Tag> : null) },
        { title: t('Users who may be meant'), render: (_, row) => row.candidates.map(nameOf).join(', ') },
        { title: t('When'), render: (_, row) => new Date(row.updatedAt).toLocaleString(app.i18n.language) },
      ]}
    />
  );
}
