import { AutoComplete, Select } from 'antd';
import { AuthenticatorSelect } from '../messages/authenticator-select';
import { type OwnInputProps, useAppOfForm } from '../settings/own-inputs';
import { useT } from '../translate';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

export function AuthenticatorInput({ id, value, onChange }: OwnInputProps) {
  return <AuthenticatorSelect app={useAppOfForm()} id={id} value={textOf(value)} onChange={onChange} />;
}

/** Numbers that are typed or pasted; anything else is not taken. */
export function DepartmentsInput({ id, value, onChange }: OwnInputProps) {
  const t = useT();
  const ids = Array.isArray(value) ? value.map(String) : [];
  return (
    <Select
      id={id}
      mode="tags"
      open={false}
      suffixIcon={null}
      style={{ width: '100%' }}
      aria-label={t('Only these departments (IDs in WeCom)')}
      placeholder="2, 15"
      tokenSeparators={[',', '，', '、', ' ', ';']}
      value={ids}
      onChange={(typed: string[]) =>
        onChange?.(
          [...new Set(typed.map((one) => one.trim()).filter((one) => /^[1-9]\d{0,14}$/.test(one)))].map(Number),
        )
      }
    />
  );
}

/** Cron expressions that most people want, or one that is typed. */
export function ScheduleInput({ id, value, onChange }: OwnInputProps) {
  const t = useT();
  const often = [
    { value: '10 3 * * *', label: t('Every night') },
    { value: '10 * * * *', label: t('Every hour') },
    { value: '10 8,12,18 * * 1-5', label: t('Three times on working days') },
  ];
  return (
    <AutoComplete
      id={id}
      allowClear
      style={{ width: '100%' }}
      aria-label={t('Schedule')}
      placeholder="10 3 * * *"
      options={often.map((one) => ({ value: one.value, label: `${one.label} (${one.value})` }))}
      value={textOf(value) ?? ''}
      onChange={(text?: string) => onChange?.(text ?? '')}
    />
  );
}
