import { Button, type ButtonProps } from 'antd';
import { useEffect, useState } from 'react';
import { useT } from './translate';

/** Copies without the Clipboard API too, which browsers offer on https and localhost only. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.style.cssText = 'position:fixed;opacity:0';
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}

type Props = { text: string; label: string } & Pick<ButtonProps, 'type' | 'size' | 'block' | 'style'>;

/** A button that says by its own label, and to screen readers, that the text is on the clipboard. */
export function CopyButton({ text, label, ...button }: Props) {
  const t = useT();
  const [copied, setCopied] = useState<boolean>();
  useEffect(() => {
    if (copied === undefined) return undefined;
    const timer = window.setTimeout(() => setCopied(undefined), 3_000);
    return () => window.clearTimeout(timer);
  }, [copied]);
  return (
    <Button {...button} onClick={() => copyText(text).then(setCopied)}>
      <span aria-live="polite">
        {copied === undefined ? label : copied ? t('Copied') : t('Please select the text and copy it by hand')}
      </span>
    </Button>
  );
}
