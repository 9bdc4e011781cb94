import type { Context } from '@nocobase/actions';
import { NAMESPACE } from '../../constants';

/** Settings are not saved, for a reason that the administrator reads. */
export class SettingsRefused extends Error {
  override readonly name = 'SettingsRefused';
  readonly status = 400;

  constructor(
    /** A locale key. */
    readonly sentence: string,
    readonly values: Record<string, string> = {},
  ) {
    super(sentence);
  }
}

/** @see NocoBase plugin-error-handler (`errorHandler.register`) */
export function renderSettingsRefused({ status, sentence, values }: SettingsRefused, ctx: Context): void {
  const message = ctx.t(sentence, { ...values, ns: NAMESPACE, interpolation: { escapeValue: false } });
  ctx.status = status;
  ctx.body = { errors: [{ code: 'WECOM_SETTINGS', message }] };
}
