import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { requireToken } from './access';

/** `GET get_api_domain_ip`: addresses of WeCom's API. @see document path 92520 */
export function getApiDomainIp(request: SimRequest, state: SimulatorState): object {
  requireToken(request, state);
  return { ip_list: ['182.254.11.176', '182.254.78.66'] };
}
