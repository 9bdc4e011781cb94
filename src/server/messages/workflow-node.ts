import type { Application } from '@nocobase/server';
import { isWeComChannel, type NotificationPlugin, type Sending, type SendResult } from './notification-manager';
import { FilledMessage } from './templates';

/** Of NocoBase's `JOB_STATUS`. */
const PENDING = 0;
const RESOLVED = 1;
const FAILED = -1;
const ERROR = -2;

interface Node {
  id: number | string;
  key: string;
  config: Record<string, unknown> & { channelName?: unknown; ignoreFail?: unknown };
}

interface Job {
  id: number | string;
  status: number;
  set(values: object): void;
}

interface Processor {
  logger: { error(message: string): void };
  transaction?: OpenTransaction | null;
  isInstructionSync(node: Node): boolean;
  getScopeTransaction?(node: Node): OpenTransaction | null;
  getParsedValue(value: unknown, nodeId: Node['id']): unknown;
  getScope(nodeId: Node['id']): Record<string, unknown>;
  saveJob(job: object): Job;
  exit(): Promise<unknown>;
}

interface OpenTransaction {
  afterCommit?: unknown;
  finished?: string;
}

type Run = (node: Node, previous: Job | undefined, processor: Processor, options?: unknown) => Promise<unknown>;

interface Workflow {
  instructions: { get(type: string): { run: Run } | undefined };
  resume(job: Job): Promise<void>;
}

const adapted = new WeakSet<object>();

/**
 * Lets the notification node of NocoBase's workflows tell the truth about WeCom's messages without anybody waiting for them:
 * the run of a workflow pauses until the message was sent, while others go on, and ends with what became of it. Where
 * a workflow runs inside a record's transaction, the message is sent after that, and the log of messages has the rest.
 *
 * @see NocoBase plugin-workflow-notification/src/server/NotificationInstruction.ts
 */
export function adaptNotificationNode(app: Application, plugin: NotificationPlugin): void {
  const workflow = app.pm.get('workflow') as unknown as Partial<Workflow> | undefined;
  const node = workflow?.instructions?.get('notification');
  if (!node || adapted.has(node)) return;
  adapted.add(node);
  const original = node.run.bind(node);
  node.run = async (config, previous, processor, options) =>
    (await isWeComChannel(plugin, config.config.channelName)) && typeof processor.isInstructionSync === 'function'
      ? runNode(app, workflow as Workflow, plugin, { node: config, previous, processor })
      : original(config, previous, processor, options);
}

interface RunInput {
  node: Node;
  previous: Job | undefined;
  processor: Processor;
}

async function runNode(app: Application, workflow: Workflow, plugin: NotificationPlugin, input: RunInput) {
  const { node, previous, processor } = input;
  const sending = sendingOf(node, processor);
  if (processor.isInstructionSync(node)) {
    const transaction = openTransaction(node, processor);
    return jobOf(node, await plugin.send({ ...sending, ...(transaction && { transaction }) }));
  }
  const { id } = processor.saveJob({
    status: PENDING,
    nodeId: node.id,
    nodeKey: node.key,
    upstreamId: previous?.id ?? null,
  });
  await processor.exit();
  const sent = plugin.send(sending).then(
    (result) => jobOf(node, result),
    (error: unknown) => ({ status: ERROR, result: { status: 'failure', reason: nameOf(error) } }),
  );
  settle(app, workflow, id, sent).catch((error: unknown) => {
    processor.logger.error(`wecom: the run of a workflow could not go on after its message, ${nameOf(error)}`);
  });
  // The run ends here, and goes on when the job is settled.
  return undefined;
}

/** All texts are filled in from what the administrator has written, by what the run knows by now. */
function sendingOf(node: Node, processor: Processor): Sending {
  const { ignoreFail: _, content, ...config } = node.config;
  // Makes columns of lists (`items.name`) known to the texts, too, and gives the receivers as what they are.
  const { receivers, channelName } = processor.getParsedValue(config, node.id) as Record<string, unknown>;
  const message = FilledMessage.of({ ...config, content, receivers }, processor.getScope(node.id));
  return { channelName: String(channelName), message, triggerFrom: 'workflow' };
}

function openTransaction(node: Node, processor: Processor): OpenTransaction | undefined {
  const transaction = processor.getScopeTransaction?.(node) ?? processor.transaction;
  return transaction?.afterCommit && !transaction.finished ? transaction : undefined;
}

function jobOf({ config }: Node, result: SendResult): { status: number; result: SendResult } {
  return { status: result.status === 'success' || config.ignoreFail ? RESOLVED : FAILED, result };
}

/** Only while the job is still waiting: the run may have been ended meanwhile, by a person or by its time limit. */
async function settle(app: Application, workflow: Workflow, id: Job['id'], sent: Promise<object>): Promise<void> {
  const settled = await sent;
  const job = (await app.db.getRepository('jobs').findOne({ filterByTk: id })) as unknown as Job | null;
  if (job?.status !== PENDING) return;
  job.set(settled);
  await workflow.resume(job);
}

/** A message of NocoBase's might repeat the text. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
