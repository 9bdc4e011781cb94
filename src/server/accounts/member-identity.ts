/** A member of a corp: the identity that a link belongs to. Made once, at the border; nothing else is looked up. */
export interface MemberIdentity {
  corpId: string;
  /** Lower case. */
  memberId: string;
  /** As WeCom writes it, for people to read. */
  userId: string;
}

/** @param userId - as WeCom answered it; WeCom does not tell upper from lower case in it */
export function memberIdentity(corpId: string, userId: string): MemberIdentity {
  return { corpId, memberId: userId.toLowerCase(), userId };
}

/** What WeCom told about the member in this sign-in. */
export interface MemberProfile {
  name?: string;
  phone?: string;
  /** The address that the company gave; the personal one proves nothing (S-45). */
  bizMail?: string;
}
