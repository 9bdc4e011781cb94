import { FormItem } from '@formily/antd-v5';
import { observer, useForm } from '@formily/react';
import { SchemaComponent } from '@nocobase/client';
import { useMemo } from 'react';
import type { ClientApp } from '../client-shared/client-app';
import type { Field, SettingsValues } from '../client-shared/settings/fields';
import type { FormBinding, SettingsRecord } from '../client-shared/settings/form-binding';
import { SettingsForm } from '../client-shared/settings/settings-form';
import { useT } from '../client-shared/translate';
import { formilySchema } from './formily-schema';

/** The legacy client renders this inside the object field `options` of a Formily form. */
export default observer(function LegacySettingsForm({ app }: { app: ClientApp }) {
  const binding = useMemo<FormBinding>(() => ({ app, Fields, useRecord, useSetOption }), [app]);
  return (
    <>
      <style>{WRAPPED_LABELS}</style>
      <ObservedForm binding={binding} />
    </>
  );
});

/** Formily's own item: NocoBase's is meant for pages being designed, and calls itself a button. */
const COMPONENTS = { FormItem };

/** Formily keeps labels on one line, which is wider than the drawer on a phone. */
const WRAPPED_LABELS =
  '[data-wecom-settings] .ant-formily-item-label, [data-wecom-settings] .ant-formily-item-label label { white-space: normal; height: auto }';

const ObservedForm = observer(SettingsForm);

function Fields({ fields }: { fields: Field[] }) {
  const t = useT();
  const form = useForm();
  const schema = useMemo(() => {
    const options = () => form.values.options as SettingsValues | undefined;
    return formilySchema(fields, t, options);
  }, [fields, form, t]);
  return <SchemaComponent schema={schema} components={COMPONENTS} />;
}

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
