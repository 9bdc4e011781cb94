import type { SensitiveField } from '../corp';
import type { Clock } from './clock';

const ASK_AGAIN_AFTER_MS = 30 * 24 * 3600 * 1000;

interface Consent {
  userid: string;
  agentId: number;
  fields: SensitiveField[];
  givenAt: number;
}

/** Who let which app see which fields. Asked once in 30 days. @see document path 91335 */
export class Consents {
  private readonly consents = new Map<string, Consent>();

  constructor(private readonly clock: Clock) {}

  give(userid: string, agentId: number, fields: SensitiveField[]): void {
    this.consents.set(key(userid, agentId), { userid, agentId, fields: [...fields], givenAt: this.clock.now() });
  }

  /** What this member granted, however long ago. */
  granted(userid: string, agentId: number): SensitiveField[] {
    return this.consents.get(key(userid, agentId))?.fields ?? [];
  }

  /** Must the consent page be shown? */
  isAskedAgain(userid: string, agentId: number): boolean {
    const consent = this.consents.get(key(userid, agentId));
    return !consent || this.clock.now() - consent.givenAt >= ASK_AGAIN_AFTER_MS;
  }

  /** The member keeps the consents under another userid. */
  rename(userid: string, newUserid: string): void {
    for (const [old, consent] of this.consents) {
      if (consent.userid.toLowerCase() !== userid.toLowerCase()) continue;
      this.consents.delete(old);
      this.consents.set(key(newUserid, consent.agentId), { ...consent, userid: newUserid });
    }
  }
}

const key = (userid: string, agentId: number): string => `${agentId} ${userid.toLowerCase()}`;
