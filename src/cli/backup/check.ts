/** Whether a copy is whole, and how much is in it. */
import { DatabaseSync } from 'node:sqlite';
import { APPLICATION_ID } from '../../stores/sqlite/schema.ts';
import { BackupError } from './place.ts';

export interface Counts {
  readonly sessions: number;
  readonly logEntries: number;
}

/** @throws {BackupError} */
export function check(draft: string): Counts {
  const db = new DatabaseSync(draft, { readOnly: true });
  try {
    const one = (query: string): unknown => Object.values(db.prepare(query).get() ?? {})[0];
    const verdict = one('PRAGMA integrity_check(1)');
    if (verdict !== 'ok' || one('PRAGMA application_id') !== APPLICATION_ID) {
      throw new BackupError(
        `the copy is not whole (${String(verdict)}), and was deleted. Try again, and on another disk if it goes on.`,
      );
    }
    return {
      sessions: Number(one('SELECT count(*) FROM sessions')),
      logEntries: Number(one('SELECT count(*) FROM log')),
    };
  } finally {
    db.close();
  }
}
