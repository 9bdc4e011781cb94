import type { Application } from '@nocobase/server';

export interface Execution {
  status: number | null;
  jobs: { id: string; status: number; result: { status: string; reason: string } }[];
}

/** A workflow that runs when a user is made, with notification nodes one after the other. @returns its id */
export async function addWorkflow(app: Application, nodes: object[], values: object = {}): Promise<number> {
  const workflows = app.db.getRepository('workflows');
  const workflow = await workflows.create({
    values: { title: 'Test', type: 'collection', enabled: false, config: { collection: 'users', mode: 1 }, ...values },
  });
  let upstreamId: number | null = null;
  for (const config of nodes) {
    const node = await app.db.getRepository('flow_nodes').create({
      values: { workflowId: workflow.get('id'), type: 'notification', config, upstreamId },
    });
    if (upstreamId !== null) {
      await app.db
        .getRepository('flow_nodes')
        .update({ filterByTk: upstreamId, values: { downstreamId: node.get('id') } });
    }
    upstreamId = node.get('id') as number;
  }
  await workflows.update({ filterByTk: workflow.get('id') as number, values: { enabled: true } });
  return workflow.get('id') as number;
}

export async function removeWorkflows(app: Application) {
  await app.db.getRepository('workflows').destroy({ filter: { type: 'collection' } });
}

/** Oldest first, with their jobs. */
export async function executionsOf(app: Application, workflowId: number): Promise<Execution[]> {
  const rows = await app.db
    .getRepository('executions')
    .find({ filter: { workflowId }, appends: ['jobs'], sort: ['id'] });
  return rows.map((row: { toJSON(): Execution }) => {
    const { status, jobs } = row.toJSON();
    return { status, jobs: [...jobs].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)) };
  });
}

/** Asks until the answer is as wanted; a test that waits in vain ends by its own time limit. */
export async function until<T>(ask: () => Promise<T>, isAsWanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isAsWanted(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
