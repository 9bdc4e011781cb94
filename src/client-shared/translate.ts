import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { NAMESPACE } from '../shared/constants';
import type { ClientApp } from './client-app';

export type Translate = (sentence: string, values?: Record<string, unknown>) => string;

/** React and plain DOM escape texts themselves; a name or a date escaped twice would show as `&#x2F;`. */
const UNESCAPED = { interpolation: { escapeValue: false } };

/** The sentences of this plugin in the language of the page; keys are the English sentences. */
export function useT(): Translate {
  const { t } = useTranslation(NAMESPACE);
  return useCallback((sentence, values) => t(sentence, { ...UNESCAPED, ...values }) as string, [t]);
}

/** The same outside React, where the client has not rendered yet. */
export function translator(app: ClientApp): Translate {
  return (sentence, values) => app.i18n.t(sentence, { ns: NAMESPACE, ...UNESCAPED, ...values });
}
