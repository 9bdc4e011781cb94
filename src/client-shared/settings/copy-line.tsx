import { Flex, Input } from 'antd';
import { useId } from 'react';
import { HelpText } from '../contrast';
import { CopyButton } from '../copy-button';
import { useT } from '../translate';

type Props = { label: string; value: string; help?: string; rows?: number };

/** A value to take elsewhere: readable, selectable, and copied with one click. */
export function CopyLine({ label, value, help, rows }: Props) {
  const t = useT();
  const id = useId();
  const input = { id, value, readOnly: true, style: { fontFamily: 'monospace' } };
  return (
    <div style={{ marginBottom: 16 }}>
      <label id={`${id}label`} htmlFor={id} style={{ display: 'block', marginBottom: 4, fontWeight: 600 }}>
        {label}
      </label>
      <Flex gap={8} align="start" wrap>
        <div style={{ flex: '1 1 120px', minWidth: 0 }}>
          {rows ? <Input.TextArea {...input} rows={rows} /> : <Input {...input} />}
        </div>
        <CopyButton text={value} label={t('Copy')} aria-describedby={`${id}label`} />
      </Flex>
      {help ? <HelpText>{help}</HelpText> : null}
    </div>
  );
}
