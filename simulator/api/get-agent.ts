import { findApp } from '../corp';
import { hostOf } from '../domains';
import { ApiError } from '../errors';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { requireApp } from './access';

/** `GET agent/get?agentid=`: an app may look at itself only. @see document path 90227 */
export function getAgent(request: SimRequest, state: SimulatorState): object {
  const owner = requireApp(request, state);
  const asked = request.query.get('agentid');
  if (!asked) throw new ApiError(41011);
  if (!/^\d+$/.test(asked)) throw new ApiError(40056);
  const app = findApp(state.corp, Number(asked));
  if (app === undefined || app !== owner) throw new ApiError(301002);
  return {
    agentid: app.agentId,
    name: app.name,
    square_logo_url: 'http://wework.simulator.invalid/logo/0',
    description: app.description,
    allow_userinfos: { user: app.visibleMembers.map((userid) => ({ userid })) },
    allow_partys: { partyid: app.visibleDepartments },
    ...(app.visibleTags.length > 0 ? { allow_tags: { tagid: app.visibleTags } } : {}),
    close: app.closed ? 1 : 0,
    // Where any loopback host is trusted, the one of the home page is the nearest to a setting.
    redirect_domain: app.trustedDomain ?? hostOf(app.homeUrl ?? '') ?? '',
    report_location_flag: 0,
    isreportenter: 0,
    home_url: app.homeUrl ?? '',
  };
}
