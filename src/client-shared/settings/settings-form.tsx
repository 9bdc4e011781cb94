import { Collapse, Divider, Typography } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { startPage } from '../paths';
import { useT } from '../translate';
import { CheckSettings } from './check-settings';
import { ConsoleLinks } from './console-links';
import { ACCOUNT_FIELDS, ADVANCED_FIELDS, APP_FIELDS, DOMAIN_FIELDS, SIGN_IN_FIELDS } from './fields';
import type { SettingsLane } from './lane';
import { useNamedInputs } from './name-inputs';
import { VerifyFileHelp } from './verify-file-help';
import { OriginWarnings, RoleWarning } from './warnings';

/** NocoBase's drawer takes half of any screen, which is too little of a phone's. */
const WIDE_ON_PHONES =
  '@media (max-width: 575px) { .ant-drawer-content-wrapper:has([data-wecom-settings]) { width: 100% !important } }';

/** The settings of a WeCom authenticator, inside the drawer of NocoBase's authenticators page. */
export function SettingsForm({ lane }: { lane: SettingsLane }) {
  const t = useT();
  const { Fields, app } = lane;
  const record = lane.useRecord();
  const setOption = lane.useSetOption();
  const { options, saved } = record;
  const form = useRef<HTMLDivElement>(null);
  useNamedInputs(form);

  // biome-ignore lint/correctness/useExhaustiveDependencies: prefilled once; what an administrator empties stays empty
  useEffect(() => {
    if (saved) return;
    if (!options.origin) setOption(['origin'], window.location.origin);
    if (!options.public?.workbenchRedirect) setOption(['public', 'workbenchRedirect'], startPage(app));
  }, []);

  return (
    <div ref={form} data-wecom-settings>
      <style>{WIDE_ON_PHONES}</style>
      <Group title={t('The app in WeCom')}>
        <Fields fields={APP_FIELDS} />
        <OriginWarnings origin={options.origin} />
        <Fields fields={DOMAIN_FIELDS} />
        <VerifyFileHelp file={options.verifyFile} />
      </Group>
      <Group title={t('To paste into the WeCom console')}>
        <ConsoleLinks app={app} record={record} />
      </Group>
      <Group title={t('Sign-in')}>
        <Fields fields={SIGN_IN_FIELDS} />
      </Group>
      <Group title={t('Sign-up and matching')}>
        <Fields fields={ACCOUNT_FIELDS} />
        <RoleWarning app={app} active={options.public?.autoSignup === true} />
      </Group>
      <Collapse
        ghost
        items={[
          {
            key: 'advanced',
            label: t('Advanced'),
            // Fields that are not there would be saved as emptied.
            forceRender: true,
            children: <Fields fields={ADVANCED_FIELDS} />,
          },
        ]}
      />
      <CheckSettings app={app} record={record} />
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Divider style={{ margin: '24px 0 12px' }} />
      <Typography.Title level={5} style={{ marginTop: 0 }}>
        {title}
      </Typography.Title>
      {children}
    </section>
  );
}
