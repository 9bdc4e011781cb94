import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

type Props = { text: string; label: string; size?: number };

/** A QR code as one SVG path, on white with the quiet zone that scanners need, in dark themes too. */
export function QrCode({ text, label, size = 200 }: Props) {
  const { path, modules } = useMemo(() => draw(text), [text]);
  const view = modules + 8;
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`-4 -4 ${view} ${view}`}
      shapeRendering="crispEdges"
    >
      <rect x="-4" y="-4" width={view} height={view} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function draw(text: string) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const modules = code.getModuleCount();
  let path = '';
  for (let row = 0; row < modules; row += 1) {
    for (let column = 0; column < modules; column += 1) {
      if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
    }
  }
  return { path, modules };
}
