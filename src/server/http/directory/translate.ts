import type { Context } from '@nocobase/actions';
import { NAMESPACE } from '../../../shared/constants';

/** Translates a sentence of this plugin. Values are shown as they are; the browser's renderer escapes what it must. */
export function translatorOf(ctx: Context) {
  return (key: string, values: Record<string, unknown> = {}): string =>
    ctx.t(key, { ...values, ns: NAMESPACE, interpolation: { escapeValue: false } });
}
