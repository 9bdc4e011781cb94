import { proxyLines, verificationContent } from '../../shared/verification-file';
import { asUnreachable, WeComUnreachable } from '../wecom-api/errors';
import type { HttpClient } from '../wecom-api/http';
import { type Finding, findingsOf, say } from './finding';

export interface VerifyFileInput {
  origin: string;
  /** As typed. */
  name: string;
  /** Whether an enabled authenticator was saved with this name, so that NocoBase answers it. */
  saved: boolean;
  http: HttpClient;
  signal: AbortSignal;
}

/** Fetches the file as WeCom does: from the root of the origin, no redirect, exactly the content. */
export async function checkVerifyFile({ origin, name, saved, http, signal }: VerifyFileInput): Promise<Finding> {
  const { ok, warning, failed } = findingsOf('verify-file');
  const content = verificationContent(name);
  if (content === undefined) {
    return failed(say('The name of the domain verification file is not valid.'), {
      hint: say('Please enter the name of the file exactly, such as WW_verify_a1B2c3D4e5F6g7H8.txt.'),
    });
  }
  const url = new URL(`/${name}`, origin);
  const fetched = await http
    .request({ endpoint: 'verify-file', url, text: true, signal })
    .then(({ body }) => body)
    .catch(asUnreachable);
  if (fetched === content) {
    return ok(say('WeCom finds the domain verification file at the origin.'));
  }
  if (fetched instanceof WeComUnreachable && (fetched.reason === 'network' || fetched.reason === 'timeout')) {
    return warning(say('The domain verification file could not be fetched from this server.'), {
      hint: say('Open {{address}} in a browser. It has to show only {{content}}.', { address: url.href, content }),
      data: { copy: url.href, reason: fetched.reason, ...(fetched.detail && { detail: fetched.detail }) },
    });
  }
  if (!saved) {
    return warning(say('The domain verification file is not served yet.'), {
      hint: say('Save the settings with the authenticator enabled, then check again.'),
    });
  }
  return failed(say('The origin does not serve the content of the domain verification file.'), {
    hint: say('A web server in front of NocoBase serves the pages. Add these lines there; for nginx:'),
    data: { copy: proxyLines(name, content).nginx },
  });
}
