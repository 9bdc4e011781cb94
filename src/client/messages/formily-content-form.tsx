import { ArrayItems, FormItem } from '@formily/antd-v5';
import { observer, useForm } from '@formily/react';
import { SchemaComponent } from '@nocobase/client';
import { useMemo } from 'react';
import { KINDS, type MessageValues } from '../../client-shared/messages/kinds';
import { MessagePreview } from '../../client-shared/messages/preview';
import { useT } from '../../client-shared/translate';
import { contentSchema } from './content-schema';

const COMPONENTS = { ArrayItems, FormItem };

/** The legacy client's plugins mount this in a Formily form of their own; the fields lie in the object field around. */
export default observer(function FormilyContentForm({ variableOptions }: { variableOptions?: unknown }) {
  const t = useT();
  const schema = useMemo(() => contentSchema(t, variableOptions), [t, variableOptions]);
  return (
    <>
      <SchemaComponent schema={schema} components={COMPONENTS} />
      <MessagePreview message={useMessage()} />
    </>
  );
});

/** Wherever in the form the message is: the object that has a kind of message in it. */
function useMessage(): MessageValues {
  // A plain copy: it reads every value, so that the observer renders again whichever of them changes.
  return findMessage(JSON.parse(JSON.stringify(useForm().values ?? {}))) ?? {};
}

function findMessage(values: unknown): MessageValues | undefined {
  if (typeof values !== 'object' || values === null) return undefined;
  const { msgtype } = values as MessageValues;
  if (KINDS.some(({ value }) => value === msgtype)) return values as MessageValues;
  return Object.values(values).map(findMessage).find(Boolean);
}
