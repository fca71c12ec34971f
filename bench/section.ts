/** A part of the results, for the terminal and for docs/benchmarks alike. */

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Horizontal bars, each with the quartiles of its rounds where it has several. */
export interface Chart {
  /** Of the SVG, without its ending. */
  readonly file: string;
  readonly title: string;
  readonly digits: number;
  readonly bars: readonly Bar[];
}
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  /** Whether it is logoutd's. */
  readonly isOurs: boolean;
}

export interface Section {
  readonly title: string;
  /** Markdown: what was measured, and how to read it. */
  readonly paragraphs: readonly string[];
  readonly tables: readonly Table[];
  /** For the page alone: they have too much text for a terminal. */
  readonly explanations: readonly Table[];
  readonly charts: readonly Chart[];
}

/** What a mode of the command gives. */
export interface Outcome {
  readonly section: Section;
  /** All figures, for `--json` and `--record`. */
  readonly result: unknown;
}

export const asText = ({ paragraphs, tables }: Section): string =>
  [...tables.map(({ caption, head, rows }) => `${caption}\n${aligned([head, ...rows])}`), ...paragraphs].join(
    '\n\n',
  );

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, at) => Math.max(cell.length, widest[at] ?? 0)),
    [],
  );
  return rows
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))),
    )
    .map((cells) => cells.join('  ').trimEnd())
    .join('\n');
}
