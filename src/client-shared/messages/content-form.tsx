import { MessageFields, type MessageFormProps } from './message-fields';

/** For plugins that know the receivers themselves: what the message says. */
export default function ContentForm(props: MessageFormProps) {
  return <MessageFields {...props} metaTree={props.variableOptions} />;
}
