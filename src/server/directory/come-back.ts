import type { Accounts } from '../accounts/accounts';
import type { Outcome } from './outcome';
import type { MemberDecision } from './plan-members';

/** Members who were gone and are there again; before anything else of them is written, so that they keep it. */
export async function comeBack(
  accounts: Accounts,
  members: readonly MemberDecision[],
  outcome: Outcome,
): Promise<void> {
  for (const one of members) {
    if (one.do !== 'keep' || !one.changes.back) continue;
    const link = await accounts.links.findById(one.link.id);
    if (!link || !(await accounts.comeBack(link))) continue;
    outcome.add('back');
    outcome.note({ kind: 'back', memberId: link.memberId, memberName: link.memberName, userId: link.userId });
  }
}
