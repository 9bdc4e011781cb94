import { Form, Select, Spin } from 'antd';
import { useMemo, useRef } from 'react';
import type { ClientApp } from '../client-app';
import { HelpText } from '../readable';
import { useNamedInputs } from '../settings/name-inputs';
import { useT } from '../translate';
import { type BuildingBlocks, useBuildingBlocks } from './building-blocks';
import { CardFields } from './card-fields';
import { KINDS, kindOf, type MessageValues } from './kinds';
import { MessagePreview } from './preview';
import { Receivers } from './receivers';
import { BodyField } from './text-fields';

/** What NocoBase and other plugins hand to the parts of forms that channels bring along. */
export interface MessageFormProps {
  app: ClientApp;
  /** Where the message lives in the antd form around. */
  namePrefix?: (string | number)[];
  /** The variables to choose from. */
  variableOptions?: unknown[];
}

/** Where the fields are, and what they are made of. */
export interface FieldPlace {
  prefix: (string | number)[];
  blocks: BuildingBlocks;
  /** The variables to choose from; undefined for those of the workflow that is open. */
  metaTree?: unknown[];
}

/** What the message says, and who gets it if the form around does not know that. */
export function MessageFields({
  app,
  namePrefix = [],
  variableOptions,
  metaTree,
  withReceivers,
}: MessageFormProps & { metaTree?: unknown[]; withReceivers?: boolean }) {
  const blocks = useBuildingBlocks(app);
  const around = useRef<HTMLDivElement>(null);
  // NocoBase makes a new list each time.
  const path = JSON.stringify(namePrefix);
  const place = useMemo<FieldPlace>(
    () => ({ prefix: JSON.parse(path), blocks: blocks ?? {}, metaTree }),
    [path, blocks, metaTree],
  );
  useNamedInputs(around);
  return (
    <div ref={around} data-wecom-message>
      {blocks ? (
        <>
          {withReceivers ? <Receivers place={place} variableOptions={variableOptions} /> : null}
          <ContentFields place={place} />
        </>
      ) : (
        <Spin />
      )}
    </div>
  );
}

function ContentFields({ place }: { place: FieldPlace }) {
  const t = useT();
  const form = Form.useFormInstance();
  const message = (Form.useWatch(place.prefix, { form, preserve: true }) ?? {}) as MessageValues;
  const kind = kindOf(message.msgtype);
  return (
    <>
      <Form.Item
        name={[...place.prefix, 'msgtype']}
        label={t('Kind of message')}
        initialValue="text"
        extra={<HelpText>{t(kind.help)}</HelpText>}
      >
        <Select options={KINDS.map(({ value, label }) => ({ value, label: t(label) }))} />
      </Form.Item>
      <CardFields place={place} kind={kind}>
        <BodyField place={place} kind={kind} content={message.content} />
      </CardFields>
      <MessagePreview message={message} />
    </>
  );
}
