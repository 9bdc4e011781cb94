import { useTranslation } from 'react-i18next';
import { NAMESPACE } from '../shared/constants';
import type { ClientApp } from './client-app';

export type Translate = (sentence: string, values?: Record<string, unknown>) => string;

/** The sentences of this plugin in the language of the page; keys are the English sentences. */
export function useT(): Translate {
  const { t } = useTranslation(NAMESPACE);
  return t as unknown as Translate;
}

/** The same outside React, where the client has not rendered yet. */
export function translator(app: ClientApp): Translate {
  return (sentence, values) => app.i18n.t(sentence, { ns: NAMESPACE, ...values });
}
