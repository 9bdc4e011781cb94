import type { Context, Next } from '@nocobase/actions';
import { directoryOptions, optionProblems } from '../../directory/options';
import { type CronJobs, isCron } from '../../directory/schedule';
import { serviceOf } from '../../service';
import { SOURCE_SECRETS } from '../../settings/secret-places';
import { SettingsRefused } from '../../settings/settings-refused';
import { withStoredSecrets } from '../../settings/stored-secret';
import { checkDirectory } from '../../settings-check/directory';
import { type Finding, say, showFinding } from '../../settings-check/finding';
import type { Values } from '../administration/query';
import { mayManagePrivileged } from '../rights';
import { translatorOf } from './translate';

/** After this time, in ms, what has not answered counts as not reachable. */
const LIMIT_MS = 9_000;

/** `POST wecomDirectory:check {source}`, `{options}` or both: tries a source, saved or not. */
export async function check(ctx: Context, next: Next) {
  const { source: name, options: unsaved } = (ctx.action.params.values ?? {}) as Values;
  const { directory } = serviceOf(ctx.app);
  const stored = typeof name === 'string' ? await directory.sources.find(name) : undefined;
  if (!stored && typeof unsaved !== 'object') ctx.throw(400);
  const findings = await findingsFor(ctx, stored?.stored, (unsaved ?? stored?.stored ?? {}) as Values);
  ctx.body = findings.map((finding) => showFinding(finding, translatorOf(ctx)));
  await next();
}

async function findingsFor(ctx: Context, stored: Values | undefined, given: Values): Promise<Finding[]> {
  const service = serviceOf(ctx.app);
  const { directory, settings } = service;
  const failed = (message: string): Finding => ({ check: 'required-fields', status: 'failed', message: say(message) });
  try {
    const merged = withStoredSecrets(given, stored, SOURCE_SECRETS);
    const jobs = (ctx.app as unknown as { cronJobManager: CronJobs }).cronJobManager;
    const problems = Object.values(optionProblems(merged, (expression) => isCron(jobs, expression)));
    if (problems.length > 0) return problems.map(failed);
    const options = directoryOptions(merged);
    const usable = await settings.load(options.authenticator);
    // Unsaved options send a secret to WeCom just as saved ones do (S-52).
    const { contactSecret } = mayManagePrivileged(ctx)
      ? await directory.sources.secretsOf(merged)
      : await directory.sources.secretsOf(stored ?? {});
    const signal = AbortSignal.timeout(LIMIT_MS);
    return await checkDirectory({
      ...{ options, agentId: usable.agentId, client: service.client(usable, signal) },
      ...(contactSecret && { contactClient: service.client({ ...usable, secret: contactSecret }, signal) }),
      hasDepartments: directory.options.hasDepartments(),
    });
  } catch (error) {
    if (error instanceof SettingsRefused) return [failed(error.sentence)];
    if ((error as { code?: unknown }).code !== 'WECOM_SETTINGS') throw error;
    return [failed('The authenticator of this source does not exist, is disabled or is not complete.')];
  }
}
