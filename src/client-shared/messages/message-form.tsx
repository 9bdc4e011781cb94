import { MessageFields, type MessageFormProps } from './message-fields';

/** For a workflow's notification node: who gets the message, and what it says. */
export default function MessageForm(props: MessageFormProps) {
  return <MessageFields {...props} withReceivers />;
}
