import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { Flex, Typography, theme } from 'antd';
import { HelpText } from '../contrast';
import { useT } from '../translate';

/** One line of the answer of `wecom:checkSettings`; message and hint come translated. */
export type CheckedSetting = {
  check: string;
  status: 'ok' | 'warning' | 'failed';
  message: string;
  hint?: string;
  data?: {
    /** To paste into WeCom's console or a web server's configuration. */
    copy?: string;
    errcode?: number;
    /** The digits that WeCom's error look-up tool wants. */
    wecomHint?: string;
    reason?: string;
    detail?: string;
  };
};

const STATUS = {
  failed: { word: 'Failed', Icon: CloseCircleFilled, color: 'colorError' },
  warning: { word: 'Warning', Icon: ExclamationCircleFilled, color: 'colorWarning' },
  ok: { word: 'OK', Icon: CheckCircleFilled, color: 'colorSuccess' },
} as const;

/** What needs attention comes first. */
export function byUrgency(results: CheckedSetting[]): CheckedSetting[] {
  const order = Object.keys(STATUS);
  return [...results].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}

export function CheckResult({ result }: { result: CheckedSetting }) {
  const t = useT();
  const { token } = theme.useToken();
  const { word, Icon, color } = STATUS[result.status] ?? STATUS.warning;
  const details = technicalDetails(result);
  return (
    <Flex gap={8} align="start" style={{ padding: '6px 0' }} data-check={result.check} data-status={result.status}>
      <Icon role="img" aria-label={t(word)} style={{ color: token[color], marginTop: 4 }} />
      <div style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <div>{result.message}</div>
        {result.hint ? <HelpText>{result.hint}</HelpText> : null}
        {result.data?.copy ? (
          <Typography.Paragraph copyable code style={{ margin: '4px 0 0', whiteSpace: 'pre-wrap' }}>
            {result.data.copy}
          </Typography.Paragraph>
        ) : null}
        {details && result.status !== 'ok' ? (
          <div>
            <HelpText>{details}</HelpText>
          </div>
        ) : null}
      </div>
    </Flex>
  );
}

/** For whoever looks it up; numbers and codes only, which need no translation. */
export function technicalDetails({ data }: CheckedSetting): string {
  if (!data) return '';
  const { errcode, wecomHint, reason, detail } = data;
  return [errcode && `errcode ${errcode}`, wecomHint && `hint ${wecomHint}`, reason, detail]
    .filter(Boolean)
    .join(' · ');
}
