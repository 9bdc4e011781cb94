import { FormItem } from '@formily/antd-v5';
import { observer, useForm } from '@formily/react';
import { SchemaComponent } from '@nocobase/client';
import { createContext, useContext, useMemo } from 'react';
import type { ClientApp } from '../../client-shared/client-app';
import { AuthenticatorSelect, type AuthenticatorSelectProps } from '../../client-shared/messages/authenticator-select';
import { TestMessage } from '../../client-shared/messages/test-message';
import { useT } from '../../client-shared/translate';

/** Formily watches what it is handed; the application is too much for that. */
const AppOfForm = createContext<ClientApp | undefined>(undefined);

function SelectInForm(props: Omit<AuthenticatorSelectProps, 'app'>) {
  const app = useContext(AppOfForm);
  return app ? <AuthenticatorSelect {...props} app={app} /> : null;
}

const COMPONENTS = { FormItem, AuthenticatorSelect: SelectInForm };

/** The legacy client renders this inside the object field `options` of a Formily form. */
export default observer(function LegacyChannelForm({ app }: { app: ClientApp }) {
  const t = useT();
  const options = useForm().values.options as { authenticator?: string } | undefined;
  const schema = useMemo(
    () => ({
      type: 'object',
      properties: {
        authenticator: {
          type: 'string',
          title: t('WeCom authenticator'),
          description: t('Its app sends the messages, to people who are linked to a member of its company.'),
          required: true,
          'x-decorator': 'FormItem',
          'x-component': 'AuthenticatorSelect',
        },
      },
    }),
    [t],
  );
  return (
    <AppOfForm.Provider value={app}>
      <SchemaComponent schema={schema} components={COMPONENTS} />
      <TestMessage app={app} authenticator={options?.authenticator} />
    </AppOfForm.Provider>
  );
});
