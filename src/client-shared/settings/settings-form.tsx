import { useEffect, useRef } from 'react';
import { startPage } from '../paths';
import { HelpText } from '../readable';
import { useT } from '../translate';
import { CheckSettings } from './check-settings';
import { ConsoleLinks } from './console-links';
import { EventKeys } from './event-keys';
import {
  ACCOUNT_FIELDS,
  ADVANCED_FIELDS,
  APP_FIELDS,
  DOMAIN_FIELDS,
  EVENT_FIELDS,
  type Field,
  SIGN_IN_FIELDS,
} from './fields';
import { FoldedGroup, Group, WideOnPhones } from './group';
import type { SettingsLane } from './lane';
import { LockedHint, lockFields, useLocked } from './locked-fields';
import { useNamedInputs } from './name-inputs';
import { VerifyFileHelp } from './verify-file-help';
import { OriginWarnings, RoleWarning } from './warnings';

/** Names of the options that open events of the app. */
const EVENT_KEYS = { token: 'eventToken', aesKey: 'eventAesKey' };

/** The settings of a WeCom authenticator, inside the drawer of NocoBase's authenticators page. */
export function SettingsForm({ lane }: { lane: SettingsLane }) {
  const t = useT();
  const { Fields, app } = lane;
  const record = lane.useRecord();
  const setOption = lane.useSetOption();
  const { options, saved } = record;
  const form = useRef<HTMLDivElement>(null);
  useNamedInputs(form);
  const locked = useLocked(app);
  const shown = locked ? lockFields : (fields: Field[]) => fields;

  // biome-ignore lint/correctness/useExhaustiveDependencies: prefilled once; what an administrator empties stays empty
  useEffect(() => {
    if (saved) return;
    if (!options.origin) setOption(['origin'], window.location.origin);
    if (!options.public?.workbenchRedirect) setOption(['public', 'workbenchRedirect'], startPage(app));
  }, []);

  return (
    <div ref={form} data-wecom-settings>
      <WideOnPhones />
      {locked ? <LockedHint /> : null}
      <Group title={t('The app in WeCom')}>
        <Fields fields={shown(APP_FIELDS)} />
        <OriginWarnings origin={options.origin} />
        <Fields fields={shown(DOMAIN_FIELDS)} />
        <VerifyFileHelp file={options.verifyFile} />
      </Group>
      <Group title={t('To paste into the WeCom console')}>
        <ConsoleLinks app={app} record={record} />
      </Group>
      <Group title={t('Sign-in')}>
        <Fields fields={shown(SIGN_IN_FIELDS)} />
      </Group>
      <Group title={t('Sign-up and matching')}>
        <Fields fields={shown(ACCOUNT_FIELDS)} />
        <RoleWarning app={app} active={options.public?.autoSignup === true} />
      </Group>
      <FoldedGroup title={t('Events from WeCom')}>
        <p style={{ marginTop: 0 }}>
          <HelpText>
            {t(
              'WeCom then tells at once who comes and who leaves. Without them, the schedule of the synchronisation notices.',
            )}
          </HelpText>
        </p>
        <Fields fields={shown(EVENT_FIELDS)} />
        <EventKeys
          app={app}
          names={EVENT_KEYS}
          of={{ authenticator: record.name, origin: options.origin, saved }}
          setOption={setOption}
        />
      </FoldedGroup>
      <FoldedGroup title={t('Advanced')}>
        <Fields fields={shown(ADVANCED_FIELDS)} />
      </FoldedGroup>
      <CheckSettings app={app} record={record} />
    </div>
  );
}
