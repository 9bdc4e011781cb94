import { Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { detectBrowser } from '../shared/wecom-browser';
import type { ClientApp } from './client-app';
import { isFramed } from './framed';
import { openPanel, type Panel, READY_WITHIN_MS, RENEW_AFTER_MS, STALE_AFTER_MS } from './open-panel';
import { useT } from './translate';

type Props = { app: ClientApp; authenticator: string; redirect: string };

/** WeCom's small panel, in pixels. */
const SIZE = { width: 320, height: 380 };

/**
 * Whether this window can show the panel: inside WeCom and on phones nobody scans, and out of a frame nobody may take the
 * whole window along.
 */
export function canShowPanel(): boolean {
  const { kind, device } = detectBrowser(navigator.userAgent);
  return kind === 'other' && device === 'desktop' && !isFramed();
}

/** WeCom's panel with the QR code. Where it does not come, nothing is shown: the button below always works. */
export function QrPanel({ app, authenticator, redirect }: Props) {
  const t = useT();
  const panel = usePanel(app, authenticator, redirect);
  const frame = useRef<HTMLIFrameElement>(null);
  const presence = usePresence(panel, frame);
  if (!panel || presence === 'absent') return null;
  return (
    <Spin spinning={presence === 'unknown'}>
      <iframe
        ref={frame}
        onLoad={() => greet(frame.current, panel)}
        key={panel.src}
        src={panel.src}
        title={t('QR code of WeCom')}
        // “Quick login” asks the WeCom client on this computer.
        allow="local-network-access"
        referrerPolicy="origin"
        style={{ ...SIZE, display: 'block', maxWidth: '100%', margin: '0 auto 16px', border: 0 }}
      />
    </Spin>
  );
}

/** A panel that is never older than its state: it is renewed while it is looked at, and when the tab comes back. */
function usePanel(app: ClientApp, authenticator: string, redirect: string): Panel | undefined {
  const [panel, setPanel] = useState<Panel>();
  useEffect(() => {
    let ended = false;
    let openedAt = 0;
    let timer: number | undefined;
    const open = async () => {
      window.clearTimeout(timer);
      openedAt = Date.now();
      timer = window.setTimeout(renew, RENEW_AFTER_MS);
      const opened = await openPanel(app, { authenticator, redirect });
      if (!ended) setPanel(opened);
    };
    // A tab that nobody looks at waits until somebody does, so that forgotten ones start nothing.
    const renew = () => document.visibilityState === 'visible' && open();
    const onVisible = () => Date.now() - openedAt > STALE_AFTER_MS && renew();
    // Back from WeCom's other page or from the application: that state may be spent.
    const onPageShow = (event: PageTransitionEvent) => event.persisted && open();
    document.addEventListener('visibilitychange', onVisible);
    window.addEventListener('pageshow', onPageShow);
    open();
    return () => {
      ended = true;
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('pageshow', onPageShow);
    };
  }, [app, authenticator, redirect]);
  return panel;
}

function greet(frame: HTMLIFrameElement | null, { src }: Panel): void {
  frame?.contentWindow?.postMessage('{"type":"ww-iframe-handle:init"}', new URL(src).origin);
}

/**
 * Whether WeCom's page has come: a browser tells nobody that a company network or a setting has blocked a frame, but the
 * page itself answers a greeting. The older page of private deployments does not, and is believed.
 *
 * @see @wecom/jssdk 2.4.4 (`ww-iframe-handle`)
 */
function usePresence(panel: Panel | undefined, frame: { current: HTMLIFrameElement | null }) {
  const [answered, setAnswered] = useState<string>();
  const [silent, setSilent] = useState<string>();
  useEffect(() => {
    if (!panel?.answers) return undefined;
    const { src } = panel;
    const onMessage = (event: MessageEvent) => {
      const isReady = typeof event.data === 'string' && event.data.includes('ww-iframe-handle:ready');
      if (isReady && event.source === frame.current?.contentWindow) setAnswered(src);
    };
    window.addEventListener('message', onMessage);
    const timer = window.setTimeout(() => setSilent(src), READY_WITHIN_MS);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('message', onMessage);
    };
  }, [panel, frame]);
  if (!panel?.answers || answered === panel.src) return 'present';
  return silent === panel.src ? 'absent' : 'unknown';
}
