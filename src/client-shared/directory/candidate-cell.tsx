import { App, Button, Flex, Select, Tag } from 'antd';
import { useState } from 'react';
import type { ClientApp } from '../client-app';
import { memberLabel, nameOf } from '../links/labels';
import { UserSelect } from '../links/user-select';
import { useT } from '../translate';
import { type Candidate, type Suggestion } from './requests';

type Props = { app: ClientApp; suggestion: Suggestion; onLink: (userId: string) => Promise<void> };

/** The user who may be meant, one of several, or any other, and the click that links. */
export function CandidateCell({ app, suggestion, onLink }: Props) {
  const t = useT();
  const { modal } = App.useApp();
  const candidates = suggestion.candidates ?? [];
  const [chosen, choose] = useState(candidates.length === 1 ? candidates[0]?.id : undefined);
  const member = { member: memberLabel(suggestion) };
  const another = () => {
    let userId: number | undefined;
    modal.confirm({
      title: t('Link “{{member}}”', member),
      content: <UserSelect app={app} onChange={(id) => (userId = id)} />,
      okText: t('Link'),
      cancelText: t('Cancel'),
      onOk: () => (userId === undefined ? Promise.reject(new Error('no user')) : onLink(String(userId))),
    });
  };
  return (
    <Flex gap={8} align="center">
      {candidates.length > 1 ? (
        <Select
          size="small"
          style={{ minWidth: 160 }}
          aria-label={t('User')}
          placeholder={t('User')}
          value={chosen}
          onChange={choose}
          options={candidates.map((one) => ({ value: one.id, label: nameOf(one) }))}
        />
      ) : null}
      {candidates.length === 1 && candidates[0] ? <Named candidate={candidates[0]} /> : null}
      {candidates.length > 0 ? (
        <Button
          size="small"
          type="primary"
          disabled={!chosen}
          aria-label={t('Link “{{member}}”', member)}
          onClick={() => chosen && onLink(chosen)}
        >
          {t('Link')}
        </Button>
      ) : null}
      <Button size="small" onClick={another}>
        {candidates.length > 0 ? t('Another user') : t('Choose a user')}
      </Button>
    </Flex>
  );
}

function Named({ candidate }: { candidate: Candidate }) {
  const t = useT();
  return (
    <span>
      {nameOf(candidate)} {candidate.privileged ? <Tag color="warning">{t('Can manage NocoBase')}</Tag> : null}
    </span>
  );
}
