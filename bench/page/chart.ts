/** A bar chart as SVG, readable on a light and on a dark page. */
import { escaped } from '../../src/kit/xml.ts';
import type { Bar, Chart } from '../section.ts';

const WIDTH = 760;
const LABELS = 150;
const VALUES = 90;
const TOP = 34;
const ROW = 26;
const BAR = 16;

const style = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600 }
  .other { fill: #8c959f }
  .ours { fill: #0969da }
  .spread { stroke: #1f2328; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .other { fill: #6e7681 }
    .ours { fill: #2f81f7 }
    .spread { stroke: #e6edf3 }
  }`;

export function svgOf({ title, digits, bars }: Chart): string {
  const most = Math.max(...bars.flatMap(({ value, to }) => [value, to]));
  const unit = (WIDTH - LABELS - VALUES) / (most > 0 ? most : 1);
  const height = TOP + bars.length * ROW + 6;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">
<title>${escaped(title)}</title>
<style>${style}
</style>
<text class="title" x="0" y="18">${escaped(title)}</text>
${bars.map((bar, at) => row(bar, TOP + at * ROW, unit, digits)).join('\n')}
</svg>
`;
}

/** The line across its end runs from the lower to the upper quartile. */
function row({ label, value, from, to, isOurs }: Bar, y: number, unit: number, digits: number): string {
  const x = (figure: number): string => (LABELS + figure * unit).toFixed(1);
  const middle = y + BAR / 2;
  return `<text x="${LABELS - 8}" y="${middle + 4}" text-anchor="end">${escaped(label)}</text>
<rect class="${isOurs ? 'ours' : 'other'}" x="${LABELS}" y="${y}" width="${(value * unit).toFixed(1)}" height="${BAR}" rx="2"/>
<line class="spread" x1="${x(from)}" x2="${x(to)}" y1="${middle}" y2="${middle}"/>
<text x="${WIDTH}" y="${middle + 4}" text-anchor="end">${value.toFixed(digits)}</text>`;
}
