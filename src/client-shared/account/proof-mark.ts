import { sessionMemory } from '../browser-storage';

/** In this tab somebody goes to sign in to the account that a member is to be linked to. */
const PROOF_MARK = 'wecom:prove';

export function markProof(): void {
  sessionMemory.write(PROOF_MARK, '1');
}

export function hasProofMark(): boolean {
  return sessionMemory.read(PROOF_MARK) !== null;
}

export function forgetProof(): void {
  sessionMemory.write(PROOF_MARK, null);
}
