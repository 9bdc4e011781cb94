import { EnvVariableInput } from '@nocobase/client-v2';
import { Checkbox, Form, Input } from 'antd';
import { useMemo } from 'react';
import type { ClientApp } from '../client-shared/client-app';
import { HelpText } from '../client-shared/contrast';
import { checkField, type Field, type SettingsValues } from '../client-shared/settings/fields';
import type { FormBinding, SettingsRecord } from '../client-shared/settings/form-binding';
import { SettingsForm } from '../client-shared/settings/settings-form';
import { useT } from '../client-shared/translate';

/** The modern client hands its drawer's antd form down by context. */
export default function ModernSettingsForm({ app }: { app: ClientApp }) {
  const binding = useMemo<FormBinding>(() => ({ app, Fields, useRecord, useSetOption }), [app]);
  return <SettingsForm binding={binding} />;
}

function Fields({ fields }: { fields: Field[] }) {
  return fields.map((field) => <FieldItem key={field.path.join('.')} field={field} />);
}

function FieldItem({ field }: { field: Field }) {
  const t = useT();
  const form = Form.useFormInstance();
  const label = t(field.label);
  const extra = field.help ? <HelpText>{t(field.help)}</HelpText> : undefined;
  const name = ['options', ...field.path];
  if (field.kind === 'switch') {
    return (
      <Form.Item name={name} valuePropName="checked" extra={extra}>
        <Checkbox>{label}</Checkbox>
      </Form.Item>
    );
  }
  const { kind, required, secret } = field;
  const example = field.placeholder ?? field.default;
  const validator = async (_rule: unknown, value: unknown) => {
    const problem = checkField(field, value, form.getFieldValue('options'));
    if (problem) throw new Error(t(problem));
  };
  const rules = [...(required ? [{ required: true, whitespace: true, message: t(required) }] : []), { validator }];
  return (
    <Form.Item name={name} label={label} extra={extra} rules={rules} validateFirst>
      {kind === 'plain' ? (
        <Input placeholder={example && t(example)} />
      ) : (
        <EnvVariableInput password={secret} placeholder={example} />
      )}
    </Form.Item>
  );
}

function useRecord(): SettingsRecord {
  const form = Form.useFormInstance();
  const options = Form.useWatch('options', { form, preserve: true }) as SettingsValues | undefined;
  const name = Form.useWatch('name', { form, preserve: true }) as string | undefined;
  const saved = form.getFieldValue('id') != null;
  return { name: name ?? '', saved, options: options ?? {} };
}

function useSetOption() {
  const form = Form.useFormInstance();
  return (path: Field['path'], value: unknown) => form.setFieldValue(['options', ...path], value);
}
