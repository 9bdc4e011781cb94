import { Alert } from 'antd';
import { originWarnings } from '../../shared/settings/origin-warnings';
import { useT } from '../translate';
import { typedOrigin } from './console-values';

/** The two mistakes that make WeCom refuse every sign-in, seen while typing. */
export function OriginWarnings({ origin }: { origin: unknown }) {
  const t = useT();
  const typed = typedOrigin(origin);
  if (!typed) return null;
  const here = window.location.origin;
  return (
    <div aria-live="polite">
      {originWarnings(typed, here).map(({ check, message, hint }) => (
        <Alert
          key={check}
          type="warning"
          showIcon
          message={t(message, { address: here, interpolation: { escapeValue: false } })}
          description={t(hint)}
          style={{ marginBottom: 12 }}
        />
      ))}
    </div>
  );
}
