import type { Application } from '@nocobase/server';
import { NAMESPACE } from '../../shared/constants';
import type { Translate } from './report';

/** Translates into the language that this NocoBase speaks first, for texts that no request asked for. */
export async function defaultTranslator(app: Application): Promise<Translate> {
  const row = await app.db.getModel('systemSettings')?.findOne({ attributes: ['enabledLanguages'] });
  const [lng = process.env.APP_LANG || 'en-US'] = (row?.get('enabledLanguages') as string[] | undefined) ?? [];
  await app.localeManager.loadResourcesByLang(lng);
  return (sentence, values = {}) =>
    app.i18n.t(sentence, { ...values, lng, ns: NAMESPACE, interpolation: { escapeValue: false } });
}
