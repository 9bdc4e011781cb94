import { SAMPLE, sampleCorp } from '../../simulator';
import { ADMIN, type RunningNocoBase } from '../nocobase';

/** What each sample person shows, in the order in which one would try them. */
const PEOPLE: [userid: string, shows: string][] = [
  [SAMPLE.members.manager, 'has signed in before: scanning the QR code is enough'],
  [SAMPLE.members.mixedCase, 'has signed in before, too'],
  [SAMPLE.members.bizMail, 'has a NocoBase user with the same phone, never signed in: open from the Workbench first'],
  [SAMPLE.members.newcomer, 'has no NocoBase user: opening from the Workbench signs up'],
  [SAMPLE.members.withoutPhone, 'has no phone number: is signed up without one'],
  [SAMPLE.members.inactive, 'has not activated WeCom: is refused'],
  [SAMPLE.members.outsideRange, 'is outside the visible range of the app: is refused'],
];

/** The closing text of the start: where to go, who is there, what to try. */
export function guide(nocobase: RunningNocoBase, simulatorUrl: string, wecomOrigin: string): string {
  const names = new Map(sampleCorp().members.map(({ userid, name }) => [userid, name]));
  const people = PEOPLE.map(([userid, shows]) => `    ${names.get(userid)} ${userid.padEnd(13)} ${shows}`);
  return `
NocoBase is ready.

  NocoBase, legacy client   ${nocobase.url}
  NocoBase, modern client   ${nocobase.modernUrl}
  NocoBase, inside WeCom    ${wecomOrigin}/ (every request carries WeCom's User-Agent)
  WeCom simulator           ${simulatorUrl}
  Administrator             ${ADMIN.account} / ${ADMIN.password}

  Sample people (${SAMPLE.corpName})
${people.join('\n')}

  What to try
    1. QR code: open ${nocobase.url}signin (or ${nocobase.modernUrl}signin), click the WeCom button
       and confirm as ${names.get(SAMPLE.members.manager)}.
    2. From the Workbench: open ${simulatorUrl}/workbench, choose ${names.get(SAMPLE.members.bizMail)}, open the app and allow access:
       the existing user is found by phone.
    3. First sign-in: the same as ${names.get(SAMPLE.members.newcomer)}, who has no user yet and gets one.
    4. Messages: after that, open ${simulatorUrl}/inbox as ${names.get(SAMPLE.members.manager)}: a workflow has told about the new
       colleague; tap the card. The gear > Notification manager has the channel, Workflow the workflow.
    5. Automatic login: switch it on in the settings of the authenticator, then open ${wecomOrigin}/admin
       in a new private window.
    6. The settings: sign in as the administrator, then the gear at the top right > Authentication.
    7. The directory: the gear > Users & Permissions > WeCom > Directory. "Preview" says what would happen, "Synchronise now"
       does it. ${names.get(SAMPLE.members.secondNewcomer)} has the name of a user who is there already: "Members without a user" asks whether they are one.
       The settings of the source are on the page Synchronize beside it, schedule and "Check settings" included.
    8. Somebody leaves: open ${simulatorUrl}/people, choose ${names.get(SAMPLE.members.mixedCase)}, remove the member. WeCom tells NocoBase at once:
       her sessions end, and "People who have left" shows what she still has. ${simulatorUrl}/events shows what was told.
    9. Somebody is hired, moves or gets another name: the same page, then "Synchronise now".

  Use these addresses as they are: sign-ins come back to ${nocobase.origin}, and cookies do not follow to "localhost".
  Data is kept in .demo; "npm run demo -- --fresh" starts anew. Ctrl-C stops everything.
`;
}
