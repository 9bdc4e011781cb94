import type { Plot, Series } from './result';

const WIDTH = 760;
const HEIGHT = 420;
const MARGIN = { left: 70, right: 230, top: 50, bottom: 55 };
/** Told apart also by people who see few colours, and in print by their dashes. */
const LOOKS = [
  { color: '#0b62c4', dash: '' },
  { color: '#d1600a', dash: '' },
  { color: '#0b62c4', dash: '6 4' },
  { color: '#d1600a', dash: '6 4' },
];

/** Draws series on two logarithmic axes. @returns an SVG document */
export function drawPlot({ title, xLabel, yLabel, series }: Plot): string {
  const points = series.flatMap((one) => one.points);
  const x = axis(
    points.map((point) => point.x),
    MARGIN.left,
    WIDTH - MARGIN.right,
  );
  const y = axis(
    points.map((point) => point.y),
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
  );
  const [left, right, top, bottom] = [MARGIN.left, WIDTH - MARGIN.right, MARGIN.top, HEIGHT - MARGIN.bottom];
  const grid = [
    ...x.ticks.map(
      (tick) =>
        `<path d="M${x.at(tick)} ${top}V${bottom}" stroke="#ddd"/>${text(x.at(tick), bottom + 18, label(tick), 'middle')}`,
    ),
    ...y.ticks.map(
      (tick) =>
        `<path d="M${left} ${y.at(tick)}H${right}" stroke="#ddd"/>${text(left - 8, y.at(tick) + 4, label(tick), 'end')}`,
    ),
  ];
  const lines = series.map((one, index) => line(one, index, x.at, y.at, right));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="#fff"/>`,
    text(left, 28, title, 'start', 'font-size="16" font-weight="600"'),
    ...grid,
    ...lines,
    text((left + right) / 2, HEIGHT - 14, xLabel, 'middle'),
    text(18, top - 10, yLabel, 'start'),
    '</svg>\n',
  ].join('\n');
}

/** A logarithmic axis over whole powers of ten. */
function axis(values: number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const at = (value: number) => round(from + ((Math.log10(value) - low) / (high - low)) * (to - from));
  return { at, ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)) };
}

function line(
  { name, points }: Series,
  index: number,
  x: (v: number) => number,
  y: (v: number) => number,
  right: number,
) {
  const { color, dash } = LOOKS[index % LOOKS.length]!;
  const at = points.map((point) => `${x(point.x)} ${y(point.y)}`);
  const legend = MARGIN.top + 20 + index * 22;
  const style = `fill="none" stroke="${color}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}`;
  return [
    `<path d="M${at.join('L')}" ${style}/>`,
    ...points.map((point) => `<circle cx="${x(point.x)}" cy="${y(point.y)}" r="3.5" fill="${color}"/>`),
    `<path d="M${right + 14} ${legend}h26" ${style}/>`,
    text(right + 46, legend + 4, name, 'start'),
  ].join('');
}

function text(x: number, y: number, content: string, anchor: string, more = '') {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#222" ${more}>${escaped(content)}</text>`;
}

function label(value: number): string {
  return value >= 1 ? value.toLocaleString('en') : String(Number(value.toPrecision(1)));
}

function escaped(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
