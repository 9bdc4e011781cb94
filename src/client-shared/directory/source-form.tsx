import { useEffect, useRef, useState } from 'react';
import { HelpText } from '../readable';
import { Check } from '../settings/check-settings';
import { EventKeys } from '../settings/event-keys';
import { FoldedGroup, Group, WideOnPhones } from '../settings/group';
import type { SettingsLane } from '../settings/lane';
import { useNamedInputs } from '../settings/name-inputs';
import { AppOfForm } from '../settings/own-inputs';
import { useT } from '../translate';
import { CHECK_SOURCE } from './requests';
import {
  COMPANY_FIELDS,
  CONTACT_FIELDS,
  CONTACT_KEYS,
  LEAVE_FIELDS,
  SCOPE_FIELDS,
  SOURCE_DEFAULTS,
} from './source-fields';

/** The settings of a source, inside the drawer of NocoBase's page "Synchronize". */
export function SourceForm({ lane }: { lane: SettingsLane }) {
  const t = useT();
  const { app, Fields } = lane;
  const { name, options } = lane.useRecord();
  const setOption = lane.useSetOption();
  const form = useRef<HTMLDivElement>(null);
  useNamedInputs(form);
  // The drawer hands down no id; but only a source that was saved has settings when its form opens.
  const [savedAs] = useState(() => (Object.keys(options).length > 0 ? name : undefined));
  const saved = savedAs !== undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: prefilled once; what an administrator empties stays empty
  useEffect(() => {
    if (saved) return;
    for (const [option, value] of Object.entries(SOURCE_DEFAULTS)) setOption([option], value);
  }, []);

  return (
    <AppOfForm.Provider value={app}>
      <div ref={form} data-wecom-settings>
        <WideOnPhones />
        <Group title={t('The company')}>
          <Fields fields={COMPANY_FIELDS} />
        </Group>
        <Group title={t('What is synchronised')}>
          <Fields fields={SCOPE_FIELDS} />
        </Group>
        <Group title={t('People who leave, and when it runs')}>
          <Fields fields={LEAVE_FIELDS} />
        </Group>
        <FoldedGroup title={t('Contact synchronisation (optional)')}>
          <p style={{ marginTop: 0 }}>
            <HelpText>
              {t(
                'Only with the Secret, Token and EncodingAESKey of contact synchronisation; the app’s own are enough for most.',
              )}
            </HelpText>
          </p>
          <Fields fields={CONTACT_FIELDS} />
          <EventKeys app={app} names={CONTACT_KEYS} of={{ source: savedAs ?? name, saved }} setOption={setOption} />
        </FoldedGroup>
        <Check app={app} url={CHECK_SOURCE} asked={saved ? { source: savedAs, options } : { options }} />
        <HelpText>
          {t('Preview, progress, results and open decisions are on the page “WeCom”, tab “Directory”.')}
        </HelpText>
      </div>
    </AppOfForm.Provider>
  );
}
