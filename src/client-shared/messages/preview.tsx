import { Flex } from 'antd';
import { HelpText } from '../readable';
import { useT } from '../translate';
import { WeComIcon } from '../wecom-icon';
import { kindOf, type MessageValues, MOST_ROWS } from './kinds';
import { type Line, linesOf, type Piece, piecesOf } from './markup';
import { usePreviewStyle } from './preview-style';

/** The message as its receivers will see it in the chat of the app. */
export function MessagePreview({ message }: { message: MessageValues }) {
  const t = useT();
  const style = usePreviewStyle();
  return (
    <section aria-label={t('Preview')} data-wecom-preview style={{ marginBottom: 24 }}>
      <style>{style}</style>
      <div style={{ marginBottom: 8, fontWeight: 600 }}>{t('Preview')}</div>
      <Flex className="wecom-chat" gap={10} align="start">
        <span className="wecom-app" aria-hidden="true">
          <WeComIcon size={24} />
        </span>
        <Body message={message} />
      </Flex>
      <HelpText>{t('Variables show by their names. What is too long is cut when it is sent.')}</HelpText>
    </section>
  );
}

function Body({ message }: { message: MessageValues }) {
  const t = useT();
  const { value: kind } = kindOf(message.msgtype);
  const { title = '', content = '', btntxt = '' } = message;
  const body = <Lines lines={linesOf(kind, content)} />;
  if (kind === 'text' || kind === 'markdown') return <div className="wecom-bubble">{content ? body : '…'}</div>;
  return (
    <div className="wecom-card">
      <strong className="wecom-title">{title ? <Pieces pieces={piecesOf('title', title)} /> : t('Title')}</strong>
      {kind === 'template_card' ? <Emphasis message={message} /> : null}
      {content ? <div className="wecom-quiet">{body}</div> : null}
      {kind === 'template_card' ? <Rows message={message} /> : null}
      {kind === 'textcard' || btntxt ? (
        <div className="wecom-more">
          <span>{btntxt ? <Pieces pieces={piecesOf('title', btntxt)} /> : t('Details')}</span>
          <span aria-hidden="true">›</span>
        </div>
      ) : null}
    </div>
  );
}

function Emphasis({ message: { emphasis } }: { message: MessageValues }) {
  const { title = '', desc = '' } = emphasis ?? {};
  if (!title && !desc) return null;
  return (
    <div className="wecom-emphasis">
      <b>
        <Pieces pieces={piecesOf('title', title)} />
      </b>
      <span className="wecom-quiet">
        <Pieces pieces={piecesOf('title', desc)} />
      </span>
    </div>
  );
}

function Rows({ message }: { message: MessageValues }) {
  const rows = (message.rows ?? []).filter((row) => row?.keyname).slice(0, MOST_ROWS);
  if (rows.length === 0) return null;
  return (
    <dl className="wecom-rows">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else that tells them apart
        <div key={index}>
          <dt>
            <Pieces pieces={piecesOf('title', row?.keyname ?? '')} />
          </dt>
          <dd>
            <Pieces pieces={piecesOf('title', row?.value ?? '')} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ lines }: { lines: Line[] }) {
  return lines.map(({ heading, isQuote, pieces }, index) => {
    const kind = isQuote ? 'wecom-quote' : heading > 0 ? `wecom-heading wecom-heading-${heading}` : undefined;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else that tells them apart
      <div key={index} className={kind} style={{ minHeight: '1.5em' }}>
        <Pieces pieces={pieces} />
      </div>
    );
  });
}

function Pieces({ pieces }: { pieces: Piece[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces have nothing else that tells them apart
  return pieces.map((piece, index) => <OnePiece key={index} piece={piece} />);
}

function OnePiece({ piece }: { piece: Piece }) {
  if (piece.is === 'text') return piece.text;
  if (piece.is === 'variable') return <span className="wecom-variable">{piece.text}</span>;
  if (piece.is === 'code') return <code>{piece.text}</code>;
  const inner = <Pieces pieces={piece.pieces} />;
  if (piece.is === 'bold') return <strong>{inner}</strong>;
  if (piece.is === 'link') return <span className="wecom-link">{inner}</span>;
  return <span className={`wecom-color-${piece.color}`}>{inner}</span>;
}
