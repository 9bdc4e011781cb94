import { hasVariable } from '../../shared/variables';
import type { ClientApp } from '../client-app';
import { HelpText } from '../contrast';
import { useT } from '../translate';
import { consoleValues } from './console-values';
import { CopyLine } from './copy-line';
import type { SettingsRecord } from './form-binding';

/** The three values that the WeCom console asks for, exactly as it wants them. */
export function ConsoleLinks({ app, record }: { app: ClientApp; record: SettingsRecord }) {
  const t = useT();
  const { homeLink, domain } = consoleValues(app, record.options.origin, record.name);
  return (
    <>
      <CopyLine
        label={t('Workbench application homepage link')}
        value={homeLink}
        help={
          record.options.public?.autoLogin
            ? t(
                'WeCom console > App management > your app > App homepage. With automatic login on, any page link of NocoBase works too.',
              )
            : t('WeCom console > App management > your app > App homepage.')
        }
      />
      <CopyLine
        label={t('Trusted domain')}
        value={domain}
        help={t(
          'WeCom console > App management > your app > Web authorization and JS-SDK > Trusted domain. Then add the server to the trusted IPs of the company.',
        )}
      />
      <CopyLine
        label={t('Web login callback domain')}
        value={domain}
        help={t('WeCom console > App management > your app > WeCom authorized login > Web page > Callback domain.')}
      />
      {hasVariable(record.options.origin) ? (
        <HelpText>{t('Origin is a variable, so the address in your browser is shown here.')}</HelpText>
      ) : null}
    </>
  );
}
