import { Form, Input } from 'antd';
import type { Rule } from 'antd/es/form';
import type { ReactNode } from 'react';
import { HelpText } from '../readable';
import { useT } from '../translate';
import { bytesOf, type KindOfMessage } from './kinds';
import type { FieldPlace } from './message-fields';

interface TextFieldProps {
  place: FieldPlace;
  name: (string | number)[];
  label: string;
  help?: string;
  required?: boolean;
  placeholder?: string;
  /** What is wrong with a value, as a locale key. */
  check?: (value: unknown) => string | undefined;
}

/** One line of text, with variables where NocoBase's own input is there. */
export function TextField({ place, name, label, help, required, placeholder, check }: TextFieldProps) {
  const t = useT();
  const { WorkflowVariableInput } = place.blocks;
  const rules: Rule[] = [
    { required, whitespace: true, message: t('Please fill in “{{field}}”.', { field: label }) },
    {
      validator: async (_rule, value) => {
        const problem = check?.(value);
        if (problem) throw new Error(t(problem));
      },
    },
  ];
  return (
    <Form.Item
      name={[...place.prefix, ...name]}
      label={label}
      extra={help ? <HelpText>{help}</HelpText> : undefined}
      rules={rules}
      validateFirst
    >
      {WorkflowVariableInput ? (
        <WorkflowVariableInput metaTree={place.metaTree} placeholder={placeholder} />
      ) : (
        <Input placeholder={placeholder} />
      )}
    </Form.Item>
  );
}

interface BodyFieldProps {
  place: FieldPlace;
  kind: KindOfMessage;
  content?: string;
}

/** The body. Its variables are in triple braces, as NocoBase's own channels have them. */
export function BodyField({ place, kind, content }: BodyFieldProps) {
  const t = useT();
  const { WorkflowVariableTextArea } = place.blocks;
  const label = t('Body');
  const required = kind.value !== 'template_card';
  const autoSize = { minRows: 4, maxRows: 16 };
  return (
    <Form.Item
      name={[...place.prefix, 'content']}
      label={label}
      extra={<Size bytes={bytesOf(content)} limit={kind.limit} />}
      rules={[{ required, whitespace: true, message: t('Please fill in “{{field}}”.', { field: label }) }]}
    >
      {WorkflowVariableTextArea ? (
        <WorkflowVariableTextArea metaTree={place.metaTree} delimiters={['{{{', '}}}']} autoSize={autoSize} />
      ) : (
        <Input.TextArea autoSize={autoSize} />
      )}
    </Form.Item>
  );
}

/** WeCom counts bytes: a Chinese character has three. */
function Size({ bytes, limit }: { bytes: number; limit: number }): ReactNode {
  const t = useT();
  const text = t('{{bytes}} of {{limit}} bytes', { bytes, limit });
  return (
    <span aria-live="polite">
      <HelpText>{bytes > limit ? `${text}. ${t('The end will be cut.')}` : text}</HelpText>
    </span>
  );
}
