/** A store in SQLite with many sessions in it, for what takes time or needs pages to spoil. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../src/stores/open.ts';

const FILL = `
  INSERT INTO sessions (issuer, session_id, subject, tenant, started_at_ms, last_seen_at_ms, name_digest)
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
  SELECT 'default', hex(randomblob(16)), 'subject-' || (i % 1000), 'acme', i, i, randomblob(16) FROM n`;

/** Nobody has it open, and it has no marker, so that all of it is looked over. */
export async function filledStore(path: string, sessions: number): Promise<void> {
  const { store } = await openStore(`sqlite:${path}`);
  await store.close();
  const db = new DatabaseSync(path);
  db.prepare(FILL).run(sessions);
  db.close();
  rmSync(`${path}.marker`);
}

/** Overwrites a page in the middle of it. */
export function spoil(path: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, 60 * 4096);
  closeSync(file);
}
