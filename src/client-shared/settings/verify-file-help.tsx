import { Collapse } from 'antd';
import { proxyLines, verificationContent } from '../../shared/verification-file';
import { useT } from '../translate';
import { CopyLine } from './copy-line';

/** What to do where nginx or Caddy answers documents, so that WeCom's request never reaches NocoBase. */
export function VerifyFileHelp({ file }: { file: unknown }) {
  const t = useT();
  const content = verificationContent(file);
  if (!content) return null;
  const name = `WW_verify_${content}.txt`;
  const { nginx, caddy } = proxyLines(name, content);
  return (
    <Collapse
      size="small"
      style={{ marginBottom: 12 }}
      items={[
        {
          key: 'proxy',
          label: t('If a web server in front of NocoBase serves the pages'),
          children: (
            <>
              <p>
                {t(
                  'Where NocoBase serves the pages itself, it serves {{file}} too. In the Docker image and other set-ups a web server in front serves them: add these lines there.',
                  { file: `/${name}` },
                )}
              </p>
              <CopyLine label="nginx" value={nginx} rows={4} />
              <CopyLine label="Caddy" value={caddy} rows={4} />
            </>
          ),
        },
      ]}
    />
  );
}
