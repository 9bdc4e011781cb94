import type { Context, Next } from '@nocobase/actions';
import { NAMESPACE } from '../../shared/constants';
import { knownOptions, mapOptions } from '../../shared/known-options';
import { variablesIn } from '../../shared/variables';
import { serviceOf, type WeComService } from '../service';
import { parseSettings, type SettingsProblem } from '../settings/parse';
import { SettingsRefused } from '../settings/settings-refused';
import { withStoredSecrets } from '../settings/stored-secret';
import { showFinding } from '../settings-check/finding';
import { runChecks } from '../settings-check/run';
import { setPrivateHeaders } from './answer';
import { assertMayTry } from './authenticator-rights';
import { arrivalOf } from './origin-probe';
import { appPathsOf } from './request';

type Options = Record<string, unknown>;

/**
 * `POST /api/wecom:checkSettings` with `{ authenticator }`, `{ options }` or both: tries saved or unsaved settings. Only
 * for people with the permission of the authenticators page (S-35).
 */
export async function checkSettings(ctx: Context, next: Next) {
  setPrivateHeaders(ctx);
  const service = serviceOf(ctx.app);
  const { authenticator, options, problems: refused } = await readInput(ctx, service);
  const parsed = parseSettings(authenticator ?? '', await service.settings.render(options));
  const [settings, problems] = 'settings' in parsed ? [parsed.settings, []] : [parsed.usable, parsed.problems];
  // What is saved leaves a trace of its own; this may send a secret to an address that is nowhere else (S-30).
  const { apiBaseUrl } = settings;
  ctx.logger.info('wecom: settings are checked', { authenticator, apiBaseUrl, variables: variablesOf(options) });
  const findings = await runChecks({
    app: ctx.app,
    service,
    settings,
    problems: [...problems.filter(({ field }) => !refused.some((one) => one.field === field)), ...refused],
    authenticator,
    paths: await appPathsOf(ctx),
    request: { browserOrigin: ctx.get('Origin') || undefined, ...arrivalOf(ctx, ctx.get('Origin')) },
  });
  // Addresses are shown as they are; the browser's renderer escapes what it must.
  const t = (key: string, values: Options) =>
    ctx.t(key, { ...values, ns: NAMESPACE, interpolation: { escapeValue: false } });
  ctx.body = findings.map((finding) => showFinding(finding, t));
  await next();
}

/** The variables that these options have, wherever; their values are not for the log (S-51). */
function variablesOf(options: Options): string[] {
  const found: string[] = [];
  mapOptions(options, (option, value) => {
    found.push(...variablesIn(value).map((name) => `${option}: {{ $env.${name} }}`));
    return value;
  });
  return found;
}

async function readInput(ctx: Context, { settings }: WeComService) {
  const { authenticator, options } = (ctx.action.params.values ?? {}) as { authenticator?: unknown; options?: unknown };
  const name = typeof authenticator === 'string' && authenticator !== '' ? authenticator : undefined;
  const stored = name === undefined ? undefined : await settings.findStored(name);
  const unsaved = typeof options === 'object' && options !== null ? knownOptions(options) : undefined;
  if (!unsaved && !stored) {
    ctx.throw(name === undefined ? 400 : 404, ctx.t('There is no such WeCom authenticator.', { ns: NAMESPACE }));
  }
  const input = unsaved ? withSecrets(unsaved, stored) : { options: stored as Options, problems: [] };
  assertMayTry(ctx, stored, input.options);
  return { authenticator: stored && name, ...input };
}

/** The form has only masks for saved secrets. One that is good for nothing is told, and the rest is checked without it. */
function withSecrets(
  unsaved: Options,
  stored: Options | undefined,
  problems: SettingsProblem[] = [],
): { options: Options; problems: SettingsProblem[] } {
  try {
    return { options: withStoredSecrets(unsaved, stored), problems };
  } catch (error) {
    if (!(error instanceof SettingsRefused) || error.field === undefined) throw error;
    const { [error.field]: _mask, ...options } = unsaved;
    return withSecrets(options, stored, [...problems, { field: error.field, message: error.sentence }]);
  }
}
