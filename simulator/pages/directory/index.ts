/** The pages on which the company is changed. */
import { ConfigError } from '../../config/check';
import { type Reply, redirectReply, type SimRequest } from '../../http';
import type { SimulatorState } from '../../state';
import { html } from '../html';
import { both, messagePage } from '../layout';
import { ACTIONS } from './actions';
import { isOwnForm } from './form';

export { eventsPage } from './events-page';
export { memberPage } from './member-page';
export { peoplePage } from './people-page';

const refused = (reason: string, status: number): Reply => ({
  ...messagePage(
    'error',
    'refused',
    ['未能保存', 'Not done'],
    html`<p data-testid="reason">${reason}</p><p><a class="button quiet" href="/people">${both('通讯录', 'People')}</a></p>`,
  ),
  status,
});

/** What a form asked for; undefined for a request that is none. */
export async function answerForm(request: SimRequest, state: SimulatorState): Promise<Reply | undefined> {
  const action = request.method === 'POST' ? ACTIONS.get(request.path) : undefined;
  if (!action) return undefined;
  if (!isOwnForm(request))
    return refused('Only the pages of the simulator on this machine may change the company.', 403);
  try {
    return redirectReply(await action(state, new URLSearchParams(request.body)));
  } catch (error) {
    if (error instanceof ConfigError) return refused(error.message, 400);
    throw error;
  }
}
