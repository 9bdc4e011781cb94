import { Alert, Button, Flex } from 'antd';
import { useEffect, useState } from 'react';
import { ask, sentenceOf } from '../account/requests';
import type { ClientApp } from '../client-app';
import { HelpText } from '../readable';
import { useT } from '../translate';
import { CopyLine } from './copy-line';
import { type EventOwner, eventAddress } from './event-address';
import type { Field } from './fields';

type Made = { token: string; aesKey: string };
type Stored = { url?: string; saved?: boolean; lastEventAt?: string };

type Props = {
  app: ClientApp;
  /** Where the two values are stored. */
  names: { token: string; aesKey: string };
  of: EventOwner;
  setOption: (path: Field['path'], value: unknown) => void;
};

/** Makes Token and EncodingAESKey, and shows what to paste into WeCom's console. */
export function EventKeys({ app, names, of, setOption }: Props) {
  const t = useT();
  const stored = useStored(app, of);
  const [made, setMade] = useState<Made>();
  const [problem, setProblem] = useState<string>();
  const make = async () => {
    setProblem(undefined);
    try {
      const keys = await ask<Made>(app, 'wecomDirectory:newKeys', { data: {} });
      setOption([names.token], keys.token);
      setOption([names.aesKey], keys.aesKey);
      setMade(keys);
    } catch (error) {
      setProblem(sentenceOf(error) ?? t('Something went wrong here. Please try again in a minute.'));
    }
  };
  const address = stored.url ?? eventAddress(app, of);
  return (
    <Flex vertical gap={12} align="start">
      <Button onClick={make}>{t('Make Token and EncodingAESKey')}</Button>
      <div aria-live="polite" style={{ width: '100%' }}>
        {problem ? <Alert type="error" showIcon message={problem} style={{ marginBottom: 12 }} /> : null}
        {made ? (
          <>
            <Alert
              type="info"
              showIcon
              style={{ marginBottom: 12 }}
              message={t('Copy both now: once saved, they are not shown again.')}
              description={t('Save here first, then in WeCom’s console: WeCom tries the address at once.')}
            />
            <CopyLine label="Token" value={made.token} />
            <CopyLine label="EncodingAESKey" value={made.aesKey} />
          </>
        ) : null}
        {address ? (
          <CopyLine
            label={t('Address for events (URL)')}
            value={address}
            help={
              'source' in of
                ? t(
                    'WeCom console > Security and management > Management tools > Contact synchronisation > Event server.',
                  )
                : t('WeCom console > App management > your app > Receive messages > Set API reception.')
            }
          />
        ) : null}
        {stored.saved ? (
          <HelpText>
            {stored.lastEventAt
              ? t('The last event came {{when}}.', {
                  when: new Date(stored.lastEventAt).toLocaleString(app.i18n.language),
                })
              : t('No event has come yet.')}
          </HelpText>
        ) : null}
      </div>
    </Flex>
  );
}

/** What the server knows, of a record that is saved. */
function useStored(app: ClientApp, of: EventOwner): Stored {
  const [stored, setStored] = useState<Stored>({});
  const [params] = useState(() => {
    if (!of.saved) return undefined;
    return 'source' in of ? { source: of.source } : { authenticator: of.authenticator };
  });
  useEffect(() => {
    if (!params) return;
    ask<Stored | undefined>(app, 'wecomDirectory:eventSettings', { params }).then(
      (answer) => setStored(answer ?? {}),
      // The address that this client makes up by itself is as good in nearly all set-ups.
      () => undefined,
    );
  }, [app, params]);
  return stored;
}
