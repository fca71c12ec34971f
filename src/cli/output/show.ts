/** Results in the two forms that every command has: for people, and with `--json` for programs. */
import { say, sayJson, styled, terminalWidth } from './streams.ts';
import { type Column, fields, Table } from './table.ts';

const styleTitle = (text: string): string => styled('bold', text);

/** Rows that are waited for, so that their columns line up. What comes after them may need wider ones. */
const GATHERED_ROWS = 10_000;

export interface RowPrinter<Row> {
  print(rows: readonly Row[]): void;
  /** Prints what is still held back. */
  end(): void;
}

/** Prints rows that come in portions: for programs at once, and for people too where they wait for each. */
export function rowPrinter<Row>(
  json: boolean,
  columns: readonly Column<Row>[],
  { gathers = true }: { readonly gathers?: boolean } = {},
): RowPrinter<Row> {
  if (json) {
    const print = (rows: readonly Row[]): void => {
      for (const row of rows) sayJson(row);
    };
    return { print, end: () => {} };
  }
  const table = new Table(columns, { width: terminalWidth(), styleTitle });
  let room = gathers ? GATHERED_ROWS : 0;
  let held: Row[] = [];
  const end = (): void => {
    if (held.length > 0) say(table.lines(held).join('\n'));
    held = [];
  };
  const print = (rows: readonly Row[]): void => {
    held = [...held, ...rows];
    room -= rows.length;
    if (room <= 0) end();
  };
  return { print, end };
}

export function showOne(
  json: boolean,
  value: unknown,
  pairs: readonly (readonly [title: string, value: string | null])[],
): void {
  if (json) sayJson(value);
  else say(fields(pairs, styleTitle).join('\n'));
}
