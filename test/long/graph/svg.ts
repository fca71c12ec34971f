/** Small charts in two columns, as one SVG that is legible on light and dark ground. */
import { escaped } from '../../../src/kit/xml.ts';
import { type Point, thinned, ticks } from './scale.ts';

export interface Line {
  readonly label: string;
  readonly points: readonly Point[];
}

export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
}

export interface Graph {
  readonly title: string;
  readonly subtitle: string;
  readonly xUnit: string;
  /** The x axis is shaded from here on. */
  readonly shadedFrom: number;
  readonly panels: readonly Panel[];
}

const COLUMNS = 2;
const WIDTH = 480;
const HEIGHT = 216;
const HEAD = 64;
/** Of the plot within its panel. */
const LEFT = 52;
const RIGHT = 18;
const TOP = 46;
const BOTTOM = 34;
const PLOT = { width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM };
const PIECES = 220;

const STYLE = `
  .ground { fill: #ffffff } .title { font-weight: 600 } text { fill: #1f2937; font: 12px system-ui, sans-serif }
  .heading { font: 600 17px system-ui, sans-serif } .soft { fill: #57606a } .shade { fill: #0969da; opacity: 0.06 }
  .grid { stroke: #d0d7de; stroke-width: 1 } .axis { stroke: #57606a; stroke-width: 1 }
  .line { fill: none; stroke-width: 1.5; stroke-linejoin: round }
  .s0 { stroke: #0550ae } .s1 { stroke: #b35900 } .s2 { stroke: #1a7f37 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } text { fill: #e6edf3 } .soft { fill: #9da7b3 } .shade { fill: #79c0ff; opacity: 0.09 }
    .grid { stroke: #30363d } .axis { stroke: #9da7b3 }
    .s0 { stroke: #79c0ff } .s1 { stroke: #ffa657 } .s2 { stroke: #7ee787 }
  }`;

export function drawGraph(graph: Graph): string {
  const rows = Math.ceil(graph.panels.length / COLUMNS);
  const [width, height] = [COLUMNS * WIDTH, HEAD + rows * HEIGHT];
  const panels = graph.panels.map((panel, at) => {
    const [x, y] = [(at % COLUMNS) * WIDTH, HEAD + Math.floor(at / COLUMNS) * HEIGHT];
    return `<g transform="translate(${x} ${y})">\n${drawPanel(panel, graph)}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(`${graph.title}: ${graph.subtitle}`)}</title>
<style>${STYLE}
</style>
<rect class="ground" width="${width}" height="${height}"/>
<text class="heading" x="16" y="28">${escaped(graph.title)}</text>
<text class="soft" x="16" y="48">${escaped(graph.subtitle)}</text>
${panels.join('\n')}
</svg>
`;
}

function drawPanel({ title, unit, lines }: Panel, { xUnit, shadedFrom }: Graph): string {
  const points = lines.flatMap((line) => line.points);
  const xEnd = Math.max(...points.map(({ x }) => x), 1e-9);
  const yTicks = ticks(Math.max(...points.map(({ y }) => y)) || 1);
  const yEnd = yTicks.at(-1) ?? 1;
  const toX = (x: number): string => (LEFT + (x / xEnd) * PLOT.width).toFixed(1);
  const toY = (y: number): string => (TOP + (1 - y / yEnd) * PLOT.height).toFixed(1);
  const foot = TOP + PLOT.height;
  const right = LEFT + PLOT.width;
  return [
    `<text class="title" x="16" y="18">${escaped(title)}</text>`,
    legend(unit, lines),
    `<rect class="shade" x="${toX(shadedFrom)}" y="${TOP}" width="${(right - Number(toX(shadedFrom))).toFixed(1)}" height="${PLOT.height}"/>`,
    ...yTicks.map(
      (tick) =>
        `<line class="grid" x1="${LEFT}" x2="${right}" y1="${toY(tick)}" y2="${toY(tick)}"/><text class="soft" x="${LEFT - 6}" y="${Number(toY(tick)) + 4}" text-anchor="end">${spelled(tick)}</text>`,
    ),
    `<line class="axis" x1="${LEFT}" x2="${right}" y1="${foot}" y2="${foot}"/>`,
    ...ticks(xEnd, 6)
      .filter((tick) => tick <= xEnd)
      .map(
        (tick) =>
          `<text class="soft" x="${toX(tick)}" y="${foot + 16}" text-anchor="middle">${spelled(tick)}</text>`,
      ),
    `<text class="soft" x="${right}" y="${foot + 29}" text-anchor="end">${escaped(xUnit)}</text>`,
    ...lines.map(
      (line, at) =>
        `<polyline class="line s${at}" points="${thinned(line.points, PIECES)
          .map(({ x, y }) => `${toX(x)},${toY(y)}`)
          .join(' ')}"/>`,
    ),
  ].join('\n');
}

/** The unit, then each line's name behind a piece of it. */
function legend(unit: string, lines: readonly Line[]): string {
  let x = 16;
  const parts = [`<text class="soft" x="${x}" y="36">${escaped(unit)}</text>`];
  x += 7 * unit.length + 16;
  if (lines.length < 2) return parts.join('');
  for (const [at, { label }] of lines.entries()) {
    parts.push(`<line class="line s${at}" x1="${x}" x2="${x + 16}" y1="32" y2="32"/>`);
    parts.push(`<text class="soft" x="${x + 21}" y="36">${escaped(label)}</text>`);
    x += 21 + 6.5 * label.length + 16;
  }
  return parts.join('');
}

const spelled = (tick: number): string =>
  tick >= 10_000 ? `${Number((tick / 1000).toPrecision(4))}k` : String(Number(tick.toPrecision(4)));
