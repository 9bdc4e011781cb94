import { Alert, Select } from 'antd';
import { useEffect } from 'react';
import type { ClientApp } from '../client-app';
import { useT } from '../translate';
import { titleOf, useAuthenticators } from './authenticators';

export interface AuthenticatorSelectProps {
  app: ClientApp;
  id?: string;
  value?: string;
  onChange?: (name: string) => void;
}

/** Chooses the authenticator whose app sends; the only one there is, is chosen already. */
export function AuthenticatorSelect({ app, id, value, onChange }: AuthenticatorSelectProps) {
  const t = useT();
  const list = useAuthenticators(app);
  const only = list?.length === 1 ? list[0]?.name : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list comes; the form's function may be a new one each time
  useEffect(() => {
    if (only && !value) onChange?.(only);
  }, [only]);
  const isGone = Boolean(value && list && !list.some(({ name }) => name === value));
  return (
    <>
      <Select
        id={id}
        value={value || undefined}
        onChange={onChange}
        loading={!list}
        placeholder={t('Choose a WeCom authenticator')}
        aria-label={t('WeCom authenticator')}
        options={list?.map((one) => ({ value: one.name, label: titleOf(one) }))}
        notFoundContent={null}
        style={{ width: '100%' }}
      />
      <div aria-live="polite">
        {list?.length === 0 ? (
          <Warning text={t('There is no enabled WeCom authenticator yet. Add one on the page “Authentication”.')} />
        ) : null}
        {isGone && list?.length !== 0 ? (
          <Warning text={t('This authenticator does not exist or is disabled.')} />
        ) : null}
      </div>
    </>
  );
}

function Warning({ text }: { text: string }) {
  return <Alert type="warning" showIcon message={text} style={{ marginTop: 8 }} />;
}
