import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../translate';
import { checkLink, type KindOfMessage, MOST_ROWS } from './kinds';
import type { FieldPlace } from './message-fields';
import { TextField } from './text-fields';

interface Props {
  place: FieldPlace;
  kind: KindOfMessage;
  /** The body, which stands among them. */
  children: ReactNode;
}

/** What cards have besides their body; texts have only that. */
export function CardFields({ place, kind, children }: Props) {
  const t = useT();
  if (!kind.isCard) return children;
  const isTemplate = kind.value === 'template_card';
  return (
    <>
      <TextField place={place} name={['title']} label={t('Title')} required />
      {isTemplate ? (
        <>
          <TextField place={place} name={['emphasis', 'title']} label={t('Large figure')} />
          <TextField place={place} name={['emphasis', 'desc']} label={t('Text below the figure')} />
        </>
      ) : null}
      {children}
      {isTemplate ? <RowFields place={place} /> : null}
      <TextField
        place={place}
        name={['url']}
        label={t('Link')}
        help={t(
          'A page of this NocoBase such as /admin/xxx, or a whole address. Who taps it in WeCom arrives signed in. Empty: the start page.',
        )}
        placeholder="/admin"
        check={checkLink}
      />
      <TextField
        place={place}
        name={['btntxt']}
        label={t('Button text')}
        help={isTemplate ? undefined : t('At most four characters.')}
      />
    </>
  );
}

function RowFields({ place }: { place: FieldPlace }) {
  const t = useT();
  return (
    <Form.List name={[...place.prefix, 'rows']}>
      {(fields, { add, remove }) => (
        <fieldset style={{ margin: '0 0 24px', padding: 0, border: 0 }}>
          <legend style={{ marginBottom: 8, fontSize: 'inherit', border: 0 }}>{t('Rows')}</legend>
          {fields.map(({ key, name }) => (
            <Flex key={key} gap={8} align="start" wrap>
              <div style={{ flex: '1 1 120px', minWidth: 0 }}>
                <RowText place={place} name={[name, 'keyname']} label={t('Name')} required />
              </div>
              <div style={{ flex: '2 1 160px', minWidth: 0 }}>
                <RowText place={place} name={[name, 'value']} label={t('Value')} />
              </div>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('Remove row {{number}}', { number: name + 1 })}
                onClick={() => remove(name)}
                style={{ marginTop: 30 }}
              />
            </Flex>
          ))}
          <Button
            type="dashed"
            block
            icon={<PlusOutlined />}
            disabled={fields.length >= MOST_ROWS}
            onClick={() => add({})}
          >
            {t('Add row')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}

/** Names in a list are relative to it. */
function RowText({
  place,
  ...field
}: {
  place: FieldPlace;
  name: (string | number)[];
  label: string;
  required?: boolean;
}) {
  return <TextField place={{ ...place, prefix: [] }} {...field} />;
}
