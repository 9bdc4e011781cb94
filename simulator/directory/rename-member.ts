import { ConfigError, check, personId, shown } from '../config/check';
import { findMember, type Member } from '../corp';
import { announcing } from '../events/announce';
import { memberEvents } from '../events/contact-events';
import type { SimulatorState } from '../state';

/**
 * Gives a member another userid, everywhere. WeCom allows it once, and only for a userid that it made itself (301036);
 * here it is always allowed. No app is told: the member neither came nor left.
 * @throws ConfigError
 */
export function renameMember(state: SimulatorState, userid: string, newUserid: string): Member {
  const { directory } = state.corp;
  const before = findMember(state.corp, userid);
  if (!before) throw new ConfigError(`There is no member ${shown(userid)}`);
  const after = { ...before, userid: check(personId, 'userid', newUserid) };
  const holder = findMember(state.corp, newUserid);
  if (holder && holder !== before) throw new ConfigError(`There is a member ${shown(newUserid)} already`);

  const isOld = (id: string) => id.toLowerCase() === before.userid.toLowerCase();
  const renamed = (ids: string[]) => ids.map((id) => (isOld(id) ? after.userid : id));
  announcing(state, [], () => {
    directory.removeMember(before.userid);
    directory.putMember(after);
    for (const member of directory.members()) {
      if (member.direct_leader.some(isOld)) {
        directory.putMember({ ...member, direct_leader: renamed(member.direct_leader) });
      }
    }
    for (const tag of directory.tags()) directory.putTag({ ...tag, userlist: renamed(tag.userlist) });
    state.corp.apps = state.corp.apps.map((app) => ({ ...app, visibleMembers: renamed(app.visibleMembers) }));
    state.consents.rename(before.userid, after.userid);
    if (state.currentMember && isOld(state.currentMember)) state.currentMember = after.userid;
    return memberEvents(before, after);
  });
  return after;
}
