/** A SQLite store that is made a copy of another. Each write is a transaction, and fails if another run has begun. */
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import {
  type CopyTarget,
  type Kind,
  type LogState,
  type Records,
  type Rewriting,
  StoreError,
} from '../../archive/archive.ts';
import { connect, progressOf } from '../connect.ts';
import { beginCopy, copyOf, isCopiedBy, markCopy, markWhole } from '../copies.ts';
import { createDatabase } from '../create.ts';
import { filesOf, isThere, type StoreFiles, sortsBeside } from '../files.ts';
import { homeOf } from '../home.ts';
import { inspectFiles, inspectSoundness, openReading } from '../inspect.ts';
import { Marker } from '../marker.ts';
import { databaseMissing, isFolder, notFree, openingFailed, orphanedLog } from '../refusals.ts';
import { migrate, SCHEMA_VERSION, schemaVersionOf } from '../schema.ts';
import { SqliteArchive } from './source.ts';
import { Writer } from './writer.ts';

/** In pages of 1 KiB: sessions come in an order that is not that of all the indexes. */
const CACHE_KIB = 64 * 1024;

/**
 * Makes it, or goes on with what was begun from the same source. From then on no server opens it until it is finished.
 * Throws `StoreOpenError` where there is anything else; then nothing was changed, but that an older copy may be of the present shape.
 */
export function openTarget(path: string, origin: string): CopyTarget {
  const files = filesOf(path);
  sortsBeside(files);
  try {
    if (statSync(files.database, { throwIfNoEntry: false })?.isDirectory()) throw isFolder(files);
    if (isThere(files.database)) mustBeCopy(files, origin);
    else {
      if (isThere(files.marker)) throw databaseMissing(files);
      if (isThere(files.log)) throw orphanedLog(files);
      createDatabase(files, (db) => markCopy(db, origin));
    }
    return begin(files, origin);
  } catch (error) {
    throw openingFailed(files, error);
  }
}

/** Looks it over as a start does, and by a connection that changes nothing. */
function mustBeCopy(files: StoreFiles, origin: string): void {
  const mark = inspectFiles(files);
  const db = openReading(files);
  try {
    inspectSoundness(db, files, mark);
    const copy = copyOf(db);
    if (copy === null && schemaVersionOf(db) < SCHEMA_VERSION) throw notFree(files, 'is a store of its own');
    mustBeOf(files, copy?.origin ?? null, origin);
  } finally {
    db.close();
  }
}

function mustBeOf(files: StoreFiles, found: string | null, origin: string): void {
  if (found === null) throw notFree(files, 'is a store of its own, that a server has opened');
  if (found !== origin) throw notFree(files, 'is a copy of another store');
}

function begin(files: StoreFiles, origin: string): CopyTarget {
  const db = connect(files.database);
  try {
    // An earlier version may have begun it.
    migrate(db);
    const run = randomUUID();
    if (!beginCopy(db, origin, run)) {
      mustBeOf(files, copyOf(db)?.origin ?? null, origin);
      throw notFree(files, 'was written since it was copied');
    }
    db.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    return new SqliteTarget(db, files, run);
  } catch (error) {
    db.close();
    throw error;
  }
}

class SqliteTarget extends SqliteArchive implements CopyTarget {
  readonly #run: string;
  readonly #marker: Marker;
  readonly #writer: Writer;

  constructor(db: DatabaseSync, files: StoreFiles, run: string) {
    super(db, files.database);
    this.#run = run;
    this.#writer = new Writer(db);
    this.#marker = new Marker(files.marker, { ...progressOf(db), open: true, home: homeOf(files.database) });
  }

  async rewrite<K extends Kind>(kind: K, { put, remove }: Rewriting<Records[K]>): Promise<void> {
    this.#commit(() => {
      for (const place of remove) this.#writer.remove(kind, place);
      for (const record of put) this.#writer.put(kind, record);
    });
  }

  async continueLog({ logId, lastCursor }: LogState): Promise<void> {
    this.#commit(() => this.#writer.continueLog(logId, lastCursor));
  }

  async finish(): Promise<void> {
    this.#commit(() => markWhole(this.db));
  }

  override async close(): Promise<void> {
    let last = { commits: 0, clean: false };
    try {
      const { commits } = progressOf(this.db);
      last = { commits, clean: this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0 };
    } catch {
      // The next start looks closer.
    }
    await super.close();
    this.#marker.close(last);
  }

  #commit(work: () => void): void {
    const commits = this.during(() => {
      this.db.exec('BEGIN IMMEDIATE');
      try {
        if (!isCopiedBy(this.db, this.#run)) {
          throw new StoreError(
            `${this.name}: another logoutd migrate has begun to write it. Let that one end.`,
          );
        }
        const counted = this.db.prepare('UPDATE meta SET commits = commits + 1 RETURNING commits').get();
        work();
        this.db.exec('COMMIT');
        return Number(counted?.['commits']);
      } catch (error) {
        if (this.db.isTransaction) this.db.exec('ROLLBACK');
        throw error;
      }
    });
    this.#marker.advance(commits);
  }
}
