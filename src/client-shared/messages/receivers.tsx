import { DeleteOutlined } from '@ant-design/icons';
import { Button, Flex, Form, Input } from 'antd';
import { HelpText } from '../readable';
import { useT } from '../translate';
import type { Receiver } from './building-blocks';
import type { FieldPlace } from './message-fields';

/** Who gets the message, chosen as in NocoBase's other channels. */
export function Receivers({ place, variableOptions }: { place: FieldPlace; variableOptions?: unknown[] }) {
  const t = useT();
  const form = Form.useFormInstance();
  const name = [...place.prefix, 'receivers'];
  const { UserAddition, UserSelect } = place.blocks;
  const watched = Form.useWatch(name, form);
  const receivers: Receiver[] = Array.isArray(watched) ? watched : [];
  const required = async (_rule: unknown, value: unknown) => {
    if (!Array.isArray(value) || !value.some(Boolean)) throw new Error(t('Please add a receiver.'));
  };
  return (
    <Form.List name={name} rules={[{ validator: required }]}>
      {(fields, { add, remove }, { errors }) => (
        <Form.Item
          label={t('Receivers')}
          required
          extra={
            <HelpText>
              {t(
                'Of these users, those who are linked to WeCom get it. From the result of a node only ids of users count.',
              )}
            </HelpText>
          }
          validateStatus={errors.length > 0 ? 'error' : undefined}
          help={errors[0]}
        >
          <Flex vertical gap={8}>
            {fields.map(({ key, name: index }) => (
              <Flex key={key} gap={8} align="center">
                <div style={{ flex: 1, minWidth: 0 }}>
                  <Form.Item name={index} noStyle>
                    {UserSelect ? <UserSelect variableOptions={variableOptions} /> : <Input />}
                  </Form.Item>
                </div>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('Remove receiver {{number}}', { number: index + 1 })}
                  onClick={() => remove(index)}
                />
              </Flex>
            ))}
            {UserAddition ? (
              <UserAddition value={receivers} onChange={(next) => form.setFieldValue(name, next)} />
            ) : (
              <Button type="dashed" block onClick={() => add('')}>
                {t('Add receiver')}
              </Button>
            )}
          </Flex>
        </Form.Item>
      )}
    </Form.List>
  );
}
