import type { Context } from '@nocobase/actions';
import { NAMESPACE, WECOM_ERROR_CODES, type WeComErrorCode, type WeComReason } from '../../shared/constants';
import type { SettingsRefused } from '../settings/settings-refused';

interface Refusal {
  code: WeComErrorCode;
  message: string;
  reason?: WeComReason;
  status: number;
  reference?: string;
  redirect?: string;
  homeLink?: string;
  choices?: string[];
}

/** Whether an error is a refusal of this plugin. `BaseAuth.signIn` copies the fields to an error of its own. */
export function isRefusal(error: unknown): boolean {
  return WECOM_ERROR_CODES.includes((error as Partial<Refusal> | undefined)?.code as WeComErrorCode);
}

/**
 * The body of a refusal: a generic sentence in the person's language, and a reference that finds the reason in the log.
 * Nothing of WeCom's own message (S-32).
 *
 * @see NocoBase plugin-error-handler (`errorHandler.register`)
 */
export function renderRefusal(error: unknown, ctx: Context): void {
  const { code, message, status, reason, choices, reference, redirect, homeLink } = error as Refusal;
  ctx.status = status;
  if (status === 429) ctx.set('Retry-After', '60');
  const sentence = ctx.t(message, { ns: NAMESPACE });
  ctx.body = { errors: [{ code, message: sentence, reason, choices, reference, redirect, homeLink }] };
}

/** @see NocoBase plugin-error-handler (`errorHandler.register`) */
export function renderSettingsRefused({ status, sentence, values }: SettingsRefused, ctx: Context): void {
  const message = ctx.t(sentence, { ...values, ns: NAMESPACE, interpolation: { escapeValue: false } });
  ctx.status = status;
  ctx.body = { errors: [{ code: 'WECOM_SETTINGS', message }] };
}
