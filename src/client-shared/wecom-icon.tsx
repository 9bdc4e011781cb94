import { createElement } from 'react';
import { ICON_SHAPES } from './wecom-icon-shapes';

export function WeComIcon({ size = '1.15em' }: { size?: number | string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
      {ICON_SHAPES.map(([tag, attributes], index) => createElement(tag, { key: index, ...attributes }))}
    </svg>
  );
}
