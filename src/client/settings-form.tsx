import { FormItem } from '@formily/antd-v5';
import { observer, useForm } from '@formily/react';
import { SchemaComponent } from '@nocobase/client';
import { type ComponentType, useEffect, useMemo } from 'react';
import type { ClientApp } from '../client-shared/client-app';
import { SourceForm } from '../client-shared/directory/source-form';
import type { Field, SettingsValues } from '../client-shared/settings/fields';
import type { SettingsLane, SettingsRecord } from '../client-shared/settings/lane';
import { SettingsForm } from '../client-shared/settings/settings-form';
import { useT } from '../client-shared/translate';
import { formilySchema, ownName } from './formily-schema';

/** The legacy client renders this inside the object field `options` of a Formily form. */
export default observer(function LegacySettingsForm({ app }: { app: ClientApp }) {
  return <InLane app={app} Form={ObservedForm} />;
});

/** The same for a source of the directory. */
export const LegacySourceForm = observer(function LegacySourceForm({ app }: { app: ClientApp }) {
  return <InLane app={app} Form={ObservedSourceForm} />;
});

function InLane({ app, Form }: { app: ClientApp; Form: ComponentType<{ lane: SettingsLane }> }) {
  const lane = useMemo<SettingsLane>(() => ({ app, Fields, useRecord, useSetOption }), [app]);
  return (
    <>
      <style>{WRAPPED_LABELS}</style>
      <Form lane={lane} />
    </>
  );
}

/** Formily's own item: NocoBase's is meant for pages being designed, and calls itself a button. */
const COMPONENTS = { FormItem };

/** Formily keeps labels on one line, which is wider than the drawer on a phone. */
const WRAPPED_LABELS =
  '[data-wecom-settings] .ant-formily-item-label, [data-wecom-settings] .ant-formily-item-label label { white-space: normal; height: auto }';

const ObservedForm = observer(SettingsForm);
const ObservedSourceForm = observer(SourceForm);

function Fields({ fields }: { fields: Field[] }) {
  const t = useT();
  const form = useForm();
  const schema = useMemo(() => {
    const options = () => form.values.options as SettingsValues | undefined;
    return formilySchema(fields, t, options);
  }, [fields, form, t]);
  // A field that is there already takes nothing of a new schema.
  useEffect(() => {
    for (const { locked, path } of fields) {
      if (locked) form.setFieldState(['options', ...path].join('.'), (state: { disabled: boolean }) => lock(state));
    }
  }, [fields, form]);
  const components = useMemo(() => ({ ...COMPONENTS, ...ownInputs(fields) }), [fields]);
  return <SchemaComponent schema={schema} components={components} />;
}

function lock(state: { disabled: boolean }) {
  state.disabled = true;
}

const ownInputs = (fields: Field[]) =>
  Object.fromEntries(fields.flatMap((field) => (field.Input ? [[ownName(field), field.Input]] : [])));

function useRecord(): SettingsRecord {
  const { values } = useForm();
  // A plain copy: it reads every value, so that the observer renders again whichever of them changes.
  const options: SettingsValues = JSON.parse(JSON.stringify(values.options ?? {}));
  return {
    name: typeof values.name === 'string' ? values.name : '',
    saved: values.id != null,
    options,
  };
}

function useSetOption() {
  const form = useForm();
  return (path: Field['path'], value: unknown) => form.setValuesIn(['options', ...path].join('.'), value);
}
