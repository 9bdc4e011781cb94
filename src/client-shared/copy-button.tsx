import { Button, type ButtonProps, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useT } from './translate';

/** Copies without the Clipboard API too, which browsers offer on https and localhost only. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement;
    const area = document.createElement('textarea');
    area.value = text;
    area.style.cssText = 'position:fixed;opacity:0';
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return copied;
  }
}

type Props = { text: string; label: string } & Pick<
  ButtonProps,
  'type' | 'size' | 'block' | 'style' | 'aria-describedby'
>;

/**
 * A button that says by its own label, and to screen readers, that the text is on the clipboard. Where the browser gives
 * no way to that, it shows the text, to be selected by hand.
 */
export function CopyButton({ text, label, ...button }: Props) {
  const t = useT();
  const [copied, setCopied] = useState<boolean>();
  useEffect(() => {
    if (!copied) return undefined;
    const timer = window.setTimeout(() => setCopied(undefined), 3_000);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const byHand = copied === false;
  return (
    <>
      <Button {...button} onClick={() => copyText(text).then(setCopied)}>
        <span aria-live="polite">
          {byHand ? t('Please select the text and copy it by hand') : copied ? t('Copied') : label}
        </span>
      </Button>
      {byHand ? <Input.TextArea readOnly autoSize value={text} aria-label={label} /> : null}
    </>
  );
}
