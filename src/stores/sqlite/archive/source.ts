/** A SQLite store as it is read for a copy, on a connection of its own, while a server serves or not. */
import type { DatabaseSync } from 'node:sqlite';
import { type Archive, type ArchiveState, type Shelves, StoreError } from '../../archive/archive.ts';
import { originOf } from '../../opening.ts';
import { openBeside } from '../beside.ts';
import { progressOf } from '../connect.ts';
import { filesOf } from '../files.ts';
import { olderSchema, openingFailed } from '../refusals.ts';
import { readLogId, SCHEMA_VERSION, schemaVersionOf } from '../schema.ts';
import { shelvesOf } from './shelves.ts';

/** Throws `StoreOpenError` where a server could not open it, or where there is none. */
export function openSource(path: string): Archive {
  const files = filesOf(path);
  const db = openBeside(files, 'Correct the path, which is taken from the working directory.');
  try {
    if (schemaVersionOf(db) < SCHEMA_VERSION) throw olderSchema(files);
    return new SqliteArchive(db, files.database);
  } catch (error) {
    db.close();
    throw openingFailed(files, error);
  }
}

export class SqliteArchive implements Archive {
  readonly name: string;
  readonly origin: string;
  protected readonly db: DatabaseSync;

  constructor(db: DatabaseSync, name: string) {
    this.db = db;
    this.name = name;
    this.origin = originOf(progressOf(db).identity);
  }

  async state(): Promise<ArchiveState> {
    return this.during(() => ({
      version: progressOf(this.db).commits,
      logId: readLogId(this.db),
      lastCursor: Number(
        this.db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'log'").get()?.['seq'] ?? 0,
      ),
    }));
  }

  async shelves(): Promise<Shelves> {
    return this.during(() => shelvesOf(this.db, (work) => this.during(work)));
  }

  async close(): Promise<void> {
    this.db.close();
  }

  protected during<R>(work: () => R): R {
    try {
      return work();
    } catch (error) {
      if (error instanceof StoreError) throw error;
      const what = error instanceof Error ? error.message : String(error);
      throw new StoreError(`${this.name}: ${what}`, { cause: error });
    }
  }
}
