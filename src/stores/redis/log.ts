/** A page of the log. */
import type { LogPage } from '../../sessions/store.ts';
import { Deadline } from './deadline.ts';
import { entryOf } from './entries.ts';
import { listOf, Row, textOf } from './fields.ts';
import type { Runner } from './runner.ts';
import { READ_LOG } from './scripts/log.ts';

export async function readLog(runner: Runner, after: number, limit: number): Promise<LogPage> {
  const args = [String(Math.min(Math.max(0, after), Number.MAX_SAFE_INTEGER)), String(Math.max(0, limit))];
  const [last, first, entries] = listOf(await runner.run(READ_LOG, args, new Deadline()));
  const lastCursor = Number(last);
  const [oldest] = listOf(first);
  return {
    entries: listOf(entries).map((entry) => {
      const [id, fields] = listOf(entry);
      return entryOf(cursorOf(id), new Row(fields));
    }),
    lastCursor,
    trimmedCursor: oldest === undefined ? lastCursor : cursorOf(listOf(oldest)[0]) - 1,
  };
}

/** The id of an entry is its cursor, and -0. */
const cursorOf = (id: unknown): number => Number.parseInt(textOf(id), 10);
