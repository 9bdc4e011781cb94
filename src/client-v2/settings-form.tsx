import { EnvVariableInput } from '@nocobase/client-v2';
import { Checkbox, Form, Input, Select } from 'antd';
import { useMemo } from 'react';
import type { ClientApp } from '../client-shared/client-app';
import { SourceForm } from '../client-shared/directory/source-form';
import { HelpText } from '../client-shared/readable';
import { checkField } from '../client-shared/settings/check-field';
import type { Field, SettingsValues } from '../client-shared/settings/fields';
import type { SettingsLane, SettingsRecord } from '../client-shared/settings/lane';
import { SettingsForm } from '../client-shared/settings/settings-form';
import { type Translate, useT } from '../client-shared/translate';

/** The modern client hands its drawer's antd form down by context. */
export default function ModernSettingsForm({ app }: { app: ClientApp }) {
  return <SettingsForm lane={useLane(app)} />;
}

/** The same for a source of the directory. */
export function ModernSourceForm({ app }: { app: ClientApp }) {
  return <SourceForm lane={useLane(app)} />;
}

const useLane = (app: ClientApp) => useMemo<SettingsLane>(() => ({ app, Fields, useRecord, useSetOption }), [app]);

function Fields({ fields }: { fields: Field[] }) {
  return fields.map((field) => <FieldItem key={field.path.join('.')} field={field} />);
}

function FieldItem({ field }: { field: Field }) {
  const t = useT();
  const form = Form.useFormInstance();
  const { path, kind, required, choices } = field;
  const label = t(field.label);
  const extra = field.help ? <HelpText>{t(field.help)}</HelpText> : undefined;
  const name = ['options', ...path];
  if (kind === 'switch') {
    return (
      <Form.Item name={name} valuePropName="checked" extra={extra}>
        <Checkbox disabled={field.locked}>{label}</Checkbox>
      </Form.Item>
    );
  }
  const validator = async (_rule: unknown, value: unknown) => {
    const problem = checkField(field, value, form.getFieldValue('options'));
    if (problem) throw new Error(t(problem));
  };
  const rules = [
    {
      required,
      ...(kind !== 'own' && { whitespace: true }),
      message: t('Please fill in “{{field}}”.', { field: label }),
    },
    { validator },
  ];
  return (
    <Form.Item name={name} label={label} extra={extra} rules={rules} initialValue={choices?.[0]?.value} validateFirst>
      {inputOf(field, t)}
    </Form.Item>
  );
}

function inputOf({ kind, placeholder, choices = [], locked, Input: Own }: Field, t: Translate) {
  if (Own) return <Own />;
  if (kind === 'plain') return <Input placeholder={placeholder && t(placeholder)} />;
  if (kind === 'choice')
    return <Select disabled={locked} options={choices.map(({ value, label }) => ({ value, label: t(label) }))} />;
  return <EnvVariableInput password={kind === 'secret'} placeholder={placeholder} disabled={locked} />;
}

function useRecord(): SettingsRecord {
  const form = Form.useFormInstance();
  const options = Form.useWatch('options', { form, preserve: true }) as SettingsValues | undefined;
  const name = Form.useWatch('name', { form, preserve: true }) as string | undefined;
  const saved = form.getFieldValue('id') != null;
  // What is watched is not there yet when the form is drawn for the first time.
  return {
    name: name ?? form.getFieldValue('name') ?? '',
    saved,
    options: options ?? form.getFieldValue('options') ?? {},
  };
}

function useSetOption() {
  const form = Form.useFormInstance();
  return (path: Field['path'], value: unknown) => form.setFieldValue(['options', ...path], value);
}
