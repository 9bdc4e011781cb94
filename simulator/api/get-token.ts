import { ApiError } from '../errors';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { CONTACT_SYNC } from '../state/tokens';
import { sourceIp } from './access';

/**
 * `GET gettoken?corpid=&corpsecret=`. Not behind the trusted-IP gate. Missing parameters come before a wrong corpid,
 * a wrong corpid before a wrong secret; a disabled app looks like a wrong secret.
 * @see document path 91039
 */
export function getToken(request: SimRequest, state: SimulatorState): object {
  const corpid = request.query.get('corpid');
  const secret = request.query.get('corpsecret');
  if (!secret) throw new ApiError(41004);
  if (!corpid) throw new ApiError(41002);
  const { corp } = state;
  if (corpid !== corp.corpId) throw new ApiError(40013);
  const app = corp.apps.find((one) => one.secret === secret);
  const owner = app && !app.closed ? app.agentId : secret === corp.contactSync.secret ? CONTACT_SYNC : undefined;
  if (owner === undefined) {
    if (!app) state.lockout.noteWrongSecret(sourceIp(request, state), corp.wrongSecretLimit);
    throw new ApiError(40001);
  }
  const token = state.tokens.issue(owner);
  return { access_token: token.value, expires_in: token.expiresIn };
}
