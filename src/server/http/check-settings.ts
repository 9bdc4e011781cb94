import type { Context, Next } from '@nocobase/actions';
import { NAMESPACE } from '../../shared/constants';
import { variablesIn } from '../../shared/variables';
import { serviceOf, type WeComService } from '../service';
import { parseSettings, type SettingsProblem } from '../settings/parse';
import { SettingsRefused } from '../settings/settings-refused';
import { maskedSecrets, withoutOptions, withStoredSecrets } from '../settings/stored-secret';
import { showFinding } from '../settings-check/finding';
import { runChecks } from '../settings-check/run';
import { setPrivateHeaders } from './answer';
import { arrivalOf } from './origin-probe';
import { appPathsOf } from './request';

type Options = Record<string, unknown>;

interface Input {
  options: Options;
  /** Secrets that cannot be used, in place of what the parser says about them. */
  refused: SettingsProblem[];
}

/**
 * `POST /api/wecom:checkSettings` with `{ authenticator }`, `{ options }` or both: tries saved or unsaved settings. Only
 * for people with the permission of the authenticators page (S-35).
 */
export async function checkSettings(ctx: Context, next: Next) {
  setPrivateHeaders(ctx);
  const service = serviceOf(ctx.app);
  const { authenticator, options, refused } = await readInput(ctx, service);
  const parsed = parseSettings(authenticator ?? '', await service.settings.render(options));
  const [settings, problems] = 'settings' in parsed ? [parsed.settings, []] : [parsed.usable, parsed.problems];
  // What is saved leaves a trace of its own; this may send a secret to an address that is nowhere else (S-30).
  const { apiBaseUrl } = settings;
  ctx.logger.info('wecom: settings are checked', { authenticator, apiBaseUrl, secret: variablesOf(options) });
  const findings = await runChecks({
    app: ctx.app,
    service,
    settings,
    problems: problems.map((problem) => refused.find(({ field }) => field === problem.field) ?? problem),
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

/** The variables that the secret comes from; anything else in it is not for the log. */
function variablesOf({ secret }: Options): string {
  const names = variablesIn(secret).map((name) => `{{ $env.${name} }}`);
  return names.join(', ') || 'no variable';
}

async function readInput(ctx: Context, { settings }: WeComService) {
  const { authenticator, options } = (ctx.action.params.values ?? {}) as { authenticator?: unknown; options?: unknown };
  const name = typeof authenticator === 'string' && authenticator !== '' ? authenticator : undefined;
  const stored = name === undefined ? undefined : await settings.findStored(name);
  const unsaved = typeof options === 'object' && options !== null ? (options as Options) : undefined;
  if (!unsaved && !stored) {
    ctx.throw(name === undefined ? 400 : 404, ctx.t('There is no such WeCom authenticator.', { ns: NAMESPACE }));
  }
  const input: Input = unsaved ? withSecrets(unsaved, stored) : { options: stored as Options, refused: [] };
  return { authenticator: stored && name, ...input };
}

/** The form has only masks for saved secrets. */
function withSecrets(unsaved: Options, stored: Options | undefined): Input {
  try {
    return { options: withStoredSecrets(unsaved, stored), refused: [] };
  } catch (error) {
    if (!(error instanceof SettingsRefused)) throw error;
    const masked = maskedSecrets(unsaved);
    const refused = masked.map((field) => ({ field, message: error.sentence }));
    return { options: withoutOptions(unsaved, masked), refused };
  }
}
