import { type App, type Company, isVisible, type Member } from '../corp';
import { ApiError } from '../errors';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { CONTACT_SYNC } from '../state/tokens';
import { jsonBody, requireToken } from './access';
import { readContent } from './message-content';

const MOST_MEMBERS = 1_000;
const MOST_PARTS = 100;

/**
 * `POST message/send`. Members who cannot get it are answered in lower case, with errcode 0 as long as anybody is left.
 * Not here: the silent loss of too frequent messages, the check for duplicates, and kinds other than text, markdown,
 * textcard and the template card text_notice.
 * @see document path 90236
 */
export function sendMessage(request: SimRequest, state: SimulatorState): object {
  const app = requireToken(request, state);
  if (app === CONTACT_SYNC) throw new ApiError(48002);
  const body = jsonBody(request);
  if (/\\u[0-9a-f]{4}/i.test(request.body)) throw new ApiError(40033);
  if (body.agentid !== app.agentId) throw new ApiError(301002);
  const wanted = receivers(body);
  const content = readContent(body);

  const { members, invaliduser, invalidparty, invalidtag } = find(state.corp, app, wanted);
  if (members.length === 0) throw new ApiError(81013);
  const isUnlicensed = ({ userid }: Member) => state.unlicensed.has(userid.toLowerCase());
  const reached = members.filter((member) => !isUnlicensed(member)).map(({ userid }) => userid);
  const msgid = state.inbox.deliver(app.agentId, reached, content);
  return {
    invaliduser: invaliduser.join('|'),
    invalidparty: invalidparty.join('|'),
    invalidtag: invalidtag.join('|'),
    unlicenseduser: members
      .filter(isUnlicensed)
      .map(({ userid }) => userid.toLowerCase())
      .join('|'),
    msgid,
  };
}

interface Receivers {
  everybody: boolean;
  users: string[];
  parties: string[];
  tags: string[];
}

/** @throws ApiError 82001, 82002, 82003, 40058 */
function receivers({ touser, toparty, totag }: Record<string, unknown>): Receivers {
  const [users, parties, tags] = [touser, toparty, totag].map((list) =>
    typeof list === 'string' ? list.split('|').filter(Boolean) : [],
  ) as [string[], string[], string[]];
  if (users.length + parties.length + tags.length === 0) throw new ApiError(82001);
  if (parties.length > MOST_PARTS) throw new ApiError(82002);
  if (tags.length > MOST_PARTS) throw new ApiError(82003);
  if (users.length > MOST_MEMBERS) throw new ApiError(40058);
  return { everybody: touser === '@all', users, parties, tags };
}

function find(corp: Company, app: App, { everybody, users, parties, tags }: Receivers) {
  const { directory } = corp;
  const inRange = (member: Member) => member.status !== 2 && member.status !== 5 && isVisible(corp, app, member);
  const nobody = { invaliduser: [], invalidparty: [], invalidtag: [] };
  if (everybody) return { members: directory.members().filter(inRange), ...nobody };
  const found = new Set<Member>();
  const addAll = (members: (Member | undefined)[]) => {
    for (const member of members) if (member && inRange(member)) found.add(member);
  };
  const invaliduser: string[] = [];
  for (const id of users.map((user) => user.toLowerCase())) {
    const member = directory.member(id);
    if (member && inRange(member)) found.add(member);
    else invaliduser.push(id);
  }
  const knownTags = tags.flatMap((id) => directory.tag(Number(id)) ?? []);
  const departments = [...parties.map(Number), ...knownTags.flatMap(({ partylist }) => partylist)];
  for (const id of departments) addAll(directory.membersOf(id));
  for (const { userlist } of knownTags) addAll(userlist.map((userid) => directory.member(userid)));
  return {
    members: [...found],
    invaliduser,
    invalidparty: parties.filter((party) => !directory.department(Number(party))),
    invalidtag: tags.filter((tag) => !directory.tag(Number(tag))),
  };
}
