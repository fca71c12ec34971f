/** Results in the two forms that every command has: for people, and with `--json` for programs. */
import { say, sayJson, styled, terminalWidth } from './streams.ts';
import { type Column, fields, Table } from './table.ts';

const styleTitle = (text: string): string => styled('bold', text);

/** Prints rows as they come, a portion at a time. */
export function rowPrinter<Row>(
  json: boolean,
  columns: readonly Column<Row>[],
): (rows: readonly Row[]) => void {
  if (json) {
    return (rows) => {
      for (const row of rows) sayJson(row);
    };
  }
  const table = new Table(columns, { width: terminalWidth(), styleTitle });
  return (rows) => {
    if (rows.length > 0) say(table.lines(rows).join('\n'));
  };
}

export function showOne(
  json: boolean,
  value: unknown,
  pairs: readonly (readonly [title: string, value: string | null])[],
): void {
  if (json) sayJson(value);
  else say(fields(pairs, styleTitle).join('\n'));
}
