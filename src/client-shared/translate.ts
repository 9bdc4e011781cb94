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

/** `{{t("Staff sign-in")}}`, with a namespace or without, as NocoBase writes texts that its localisation translates. */
const TEMPLATE =
  /\{\{\s*t\(\s*(?:"([^"]*)"|'([^']*)')\s*(?:,\s*\{[^{}]*\bns["']?\s*:\s*["']([\w@/.-]+)["'][^{}]*\})?\s*\)\s*\}\}/g;

/** @returns the text of an administrator, with its templates translated as those of NocoBase's own texts are */
export function translateTemplates({ i18n }: ClientApp, text: string | undefined): string | undefined {
  return text?.replace(TEMPLATE, (_, double?: string, single?: string, ns?: string) =>
    i18n.t(double ?? single ?? '', ns ? { ns } : {}),
  );
}
