/** Rows in columns that line up, whatever the width of their characters. */
import stringWidth from 'string-width';
import { printable } from './printable.ts';

export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => string | null;
  /** Whether its values may be cut where a terminal is too narrow for the line. */
  readonly mayBeCut?: true;
}

export interface TableOptions {
  /** `null`: lines may be of any length. */
  readonly width: number | null;
  readonly styleTitle: (text: string) => string;
}

const GAP = '  ';
const NOTHING = '-';
/** Shorter, a value says nothing any more. */
const LEAST_WIDTH = 8;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Rows can come in portions: the columns grow when a later one needs it. */
export class Table<Row> {
  readonly #columns: readonly Column<Row>[];
  readonly #options: TableOptions;
  #widths: readonly number[];
  #hasHead = false;

  constructor(columns: readonly Column<Row>[], options: TableOptions) {
    this.#columns = columns;
    this.#options = options;
    this.#widths = columns.map(({ title }) => title.length);
  }

  lines(rows: readonly Row[]): readonly string[] {
    const cells = rows.map((row) => this.#columns.map(({ of }) => printable(of(row) ?? NOTHING)));
    this.#widths = this.#widths.map((width, at) =>
      cells.reduce((most, row) => Math.max(most, widthOf(row[at] ?? '')), width),
    );
    const widths = this.#fitting();
    const line = (row: readonly string[]): string =>
      row
        .map((cell, at) => padded(cell, widths[at] ?? 0))
        .join(GAP)
        .trimEnd();
    const body = cells.map(line);
    if (this.#hasHead) return body;
    this.#hasHead = true;
    return [this.#options.styleTitle(line(this.#columns.map(({ title }) => title))), ...body];
  }

  /** The widths that the terminal has room for: the widest column that may be cut gives first. */
  #fitting(): readonly number[] {
    const widths = [...this.#widths];
    const room = (this.#options.width ?? Number.POSITIVE_INFINITY) - GAP.length * (widths.length - 1);
    for (let over = sum(widths) - room; over > 0; over -= 1) {
      const giving = widths.reduce((widest, width, at) => {
        const gives = this.#columns[at]?.mayBeCut === true && width > LEAST_WIDTH;
        return gives && width > (widths[widest] ?? 0) ? at : widest;
      }, -1);
      if (giving === -1) break;
      widths[giving] = (widths[giving] ?? 0) - 1;
    }
    return widths;
  }
}

/** One thing, a line for each of its values. */
export function fields(
  pairs: readonly (readonly [title: string, value: string | null])[],
  styleTitle: (text: string) => string,
): readonly string[] {
  const width = Math.max(...pairs.map(([title]) => title.length));
  return pairs.map(
    ([title, value]) => `${styleTitle(title.padEnd(width))}${GAP}${printable(value ?? NOTHING)}`,
  );
}

function padded(cell: string, width: number): string {
  const own = widthOf(cell);
  return own <= width ? cell + ' '.repeat(width - own) : cut(cell, width);
}

function cut(cell: string, width: number): string {
  let kept = '';
  for (const part of uncuttable(cell)) {
    if (widthOf(kept + part) > width - 1) break;
    kept += part;
  }
  return `${kept}…${' '.repeat(Math.max(0, width - 1 - widthOf(kept)))}`;
}

/** What was written out as escapes, a pair of them being one character, and what is seen as one. */
function uncuttable(cell: string): readonly string[] {
  return cell
    .split(/(\\ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|\\u[\da-f]{4})/)
    .flatMap((part, at) =>
      at % 2 === 1 ? [part] : Array.from(graphemes.segment(part), ({ segment }) => segment),
    );
}

/** In columns of a terminal. */
function widthOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
