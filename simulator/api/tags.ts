/** Tags: every secret may read all of them, and sees of each what it may see anyway. */
import { seesDepartment, seesMember } from '../directory/view';
import { ApiError } from '../errors';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { requireToken } from './access';

/** `GET tag/list`. @see document path 90216 */
export function listTags(request: SimRequest, state: SimulatorState): object {
  requireToken(request, state);
  return { taglist: state.corp.directory.tags().map(({ tagid, tagname }) => ({ tagid, tagname })) };
}

/** `GET tag/get?tagid=`. @see document path 90213 */
export function getTag(request: SimRequest, state: SimulatorState): object {
  const viewer = requireToken(request, state);
  const { corp } = state;
  const tag = corp.directory.tag(Number(request.query.get('tagid')));
  if (!tag) throw new ApiError(40068);
  const members = tag.userlist.flatMap((userid) => corp.directory.member(userid) ?? []);
  return {
    tagname: tag.tagname,
    userlist: members
      .filter((member) => seesMember(corp, viewer, member))
      .map(({ userid, name }) => ({ userid, name })),
    partylist: tag.partylist.filter((id) => seesDepartment(corp, viewer, id)),
  };
}
