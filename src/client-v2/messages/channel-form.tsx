import { Form } from 'antd';
import type { ClientApp } from '../../client-shared/client-app';
import { AuthenticatorSelect } from '../../client-shared/messages/authenticator-select';
import { TestMessage } from '../../client-shared/messages/test-message';
import { HelpText } from '../../client-shared/readable';
import { useT } from '../../client-shared/translate';

const AUTHENTICATOR = ['options', 'authenticator'];

/** The modern client hands its drawer's antd form down by context. */
export default function ModernChannelForm({ app }: { app: ClientApp }) {
  const t = useT();
  const form = Form.useFormInstance();
  const authenticator = Form.useWatch(AUTHENTICATOR, { form, preserve: true }) as string | undefined;
  const label = t('WeCom authenticator');
  return (
    <>
      <Form.Item
        name={AUTHENTICATOR}
        label={label}
        extra={
          <HelpText>{t('Its app sends the messages, to people who are linked to a member of its company.')}</HelpText>
        }
        rules={[{ required: true, message: t('Please fill in “{{field}}”.', { field: label }) }]}
      >
        <AuthenticatorSelect app={app} />
      </Form.Item>
      <TestMessage app={app} authenticator={authenticator} />
    </>
  );
}
