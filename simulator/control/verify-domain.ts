import type { App } from '../corp';
import type { SimulatorState } from '../state';

export interface DomainVerdict {
  verified: boolean;
  /** Why not, in a sentence. */
  reason?: string;
}

const TIMEOUT_MS = 5000;

/**
 * Fetches `http://<trusted domain>/WW_verify_<text>.txt` and compares it with `<text>`. WeCom follows no redirect and
 * wants exactly these characters, with no line break.
 */
export async function verifyDomain(state: SimulatorState, app: App): Promise<DomainVerdict> {
  const name = app.requireVerifyFile?.name;
  const expected = /^WW_verify_([0-9A-Za-z]+)\.txt$/.exec(name ?? '')?.[1];
  if (!name || !expected) return { verified: false, reason: 'the app asks for no file WW_verify_*.txt' };
  if (!app.trustedDomain) return { verified: false, reason: 'the app has no trusted domain' };
  state.verifiedDomains.delete(app.agentId);
  try {
    const url = `http://${app.trustedDomain}/${name}`;
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const content = await response.text();
    if (response.status !== 200) return { verified: false, reason: `${url} answers HTTP ${response.status}` };
    if (content !== expected) return { verified: false, reason: `${url} holds other text than "${expected}"` };
  } catch (error) {
    return { verified: false, reason: error instanceof Error ? error.message : String(error) };
  }
  state.verifiedDomains.set(app.agentId, app.trustedDomain);
  return { verified: true };
}
