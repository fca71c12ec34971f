/** The session store on SQLite. */
import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import type { CutOffScope, Session } from '../../sessions/model.ts';
import {
  conclude,
  type Decision,
  type LogPage,
  type ReportedDecision,
  type SessionFilter,
  type SessionStore,
  type Standing,
  type StandingQuery,
  StoreError,
} from '../../sessions/store.ts';
import { Counts, type CutOffChange, type CutOffSteps, counting, isCutOff, Uncounted } from '../pending.ts';
import { Batches, type Step } from './batches.ts';
import { ChangeWriter } from './changes.ts';
import { neverWaits, progressOf, sizeCache, waits } from './connect.ts';
import { type CutOffTable, cutOffsIn, type Selection } from './cut-offs.ts';
import type { StoreFiles } from './files.ts';
import { KnownRules } from './known-rules.ts';
import { KnownStandings } from './known-standings.ts';
import { type Page, placeOf, SessionListing } from './listing.ts';
import { LogTable } from './log.ts';
import type { Marker } from './marker.ts';
import { whenFree } from './patience.ts';
import type { PendingCutOffs } from './pending.ts';
import { Recording } from './recording.ts';
import { readLogId } from './schema.ts';
import { StandingReader } from './standing.ts';
import { BEGINNING, type Place } from './walk.ts';

/** Forgetting goes in steps of this many, so that nobody waits long behind it. */
const FORGET_STEP = 25;
/** And looking through sessions in steps of this many, or of few more than are asked for. */
const LOOK_STEP = 1000;
const lookFor = (limit: number): number => Math.min(LOOK_STEP, 2 * limit + 100);
const SQLITE_FULL = 13;

export interface SqliteStoreDeps {
  readonly files: StoreFiles;
  readonly marker: Marker;
  readonly steps: CutOffSteps;
  /** Whether another process has it open for longer, and closes it. */
  readonly isShared: boolean;
}

export class SqliteStore implements SessionStore {
  readonly logId: string;
  readonly #db: DatabaseSync;
  readonly #files: StoreFiles;
  readonly #marker: Marker;
  readonly #batches: Batches;
  readonly #standing: StandingReader;
  readonly #known: KnownStandings;
  readonly #rules: KnownRules;
  readonly #listing: SessionListing;
  readonly #changes: ChangeWriter;
  readonly #cutOffs: CutOffTable;
  readonly #pending: PendingCutOffs;
  readonly #recording: Recording;
  readonly #log: LogTable;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #inode: number;
  readonly #isShared: boolean;
  /** Of the write-ahead log, once it was seen; SQLite keeps the file for as long as it is open. */
  #logInode: number | null = null;
  #closed = false;

  constructor(db: DatabaseSync, { files, marker, steps, isShared }: SqliteStoreDeps) {
    neverWaits(db);
    sizeCache(db);
    this.#isShared = isShared;
    this.logId = readLogId(db);
    this.#db = db;
    this.#files = files;
    this.#marker = marker;
    this.#inode = statSync(files.database).ino;
    const { walk, pending, cutOffs } = cutOffsIn(db, steps);
    this.#pending = pending;
    this.#cutOffs = cutOffs;
    this.#log = new LogTable(db);
    this.#rules = new KnownRules(db);
    this.#standing = new StandingReader(db, { cutOffs, pending, rules: this.#rules });
    this.#known = new KnownStandings(db);
    this.#listing = new SessionListing(walk, this.#pending);
    this.#changes = new ChangeWriter(db, this.#cutOffs, this.#log);
    this.#begin = db.prepare('BEGIN');
    this.#commit = db.prepare('COMMIT');
    this.#batches = new Batches(db, {
      begun: () => this.#rules.begun(),
      committing: () => this.#mustBeInPlace(),
      committed: (commits) => marker.advance(commits),
      failure: (error) => {
        this.#rules.clear();
        if (isFull(error)) this.#makeRoom();
        return this.#failure(error);
      },
    });
    this.#recording = new Recording(walk, this.#pending, steps, (step) => this.#writing(step));
    // A process has left it unfinished.
    if (this.#pending.first() !== null) this.#recording.start();
  }

  read(query: StandingQuery): Standing | Promise<Standing> {
    return this.#lastRead(query) ?? this.#reading(() => this.#readAnew(query));
  }

  /** What fails here fails as it is read, too, and is reported or waited for there. */
  #lastRead(query: StandingQuery): Standing | null {
    if (this.#closed) return null;
    try {
      return this.#known.find(query);
    } catch {
      return null;
    }
  }

  #readAnew(query: StandingQuery): Standing {
    this.#rules.begun();
    const standing = this.#standing.read(query);
    this.#known.keep(query, standing);
    return standing;
  }

  async update<R>(
    query: StandingQuery,
    decide: (standing: Standing) => Decision<R> | ReportedDecision<R>,
  ): Promise<R> {
    const counts = new Counts();
    try {
      const attempt = () => this.#writing(() => this.#attempt(query, decide, counts));
      return await counting<R>(attempt, (change) => this.#count(change), counts);
    } finally {
      if (!counts.isEmpty) this.#recording.start();
    }
  }

  #attempt<R>(
    query: StandingQuery,
    decide: (standing: Standing) => Decision<R> | ReportedDecision<R>,
    counts: Counts,
  ): Step<R | Uncounted> {
    const standing = this.#standing.read(query);
    let decision: Decision<R> | ReportedDecision<R>;
    try {
      decision = decide(standing);
    } catch (error) {
      return { wrote: false, outcome: () => rethrow(error) };
    }
    const { changes } = decision;
    const large = changes
      .filter(isCutOff)
      .find((one) => counts.of(one) === undefined && this.#cutOffs.isLarge(one));
    if (large !== undefined) return { wrote: false, outcome: () => new Uncounted(large) };
    const appended = changes
      .map((change) => {
        this.#known.changes(change);
        this.#rules.changes(change);
        return this.#changes.write(change, counts);
      })
      .filter((entry) => entry !== null);
    return { wrote: changes.length > 0, outcome: () => conclude(decision, appended) };
  }

  async listSessions(filter: SessionFilter, page: Page): Promise<readonly Session[]> {
    const sessions: Session[] = [];
    for (let place: Place | null = placeOf(page.after); place !== null && sessions.length < page.limit; ) {
      const after: Place = place;
      const left = { ...page, limit: page.limit - sessions.length };
      const listed = await this.#reading(() => this.#listing.list(filter, after, left, lookFor(page.limit)));
      sessions.push(...listed.sessions);
      ({ place } = listed);
      if (place !== null && sessions.length < page.limit) await turn();
    }
    return sessions;
  }

  countSessions(scope: CutOffScope, upToMs: number | null, nowMs: number): Promise<number> {
    return this.#countAll({ scope, upToMs, spare: null }, nowMs);
  }

  #count({ made, sessionsUpToMs: upToMs }: CutOffChange): Promise<number> {
    return this.#countAll({ scope: made.scope, upToMs, spare: made.exceptSessionId }, made.atMs);
  }

  async #countAll(asked: Selection, nowMs: number): Promise<number> {
    let count = 0;
    for (let place: Place | null = BEGINNING; place !== null; ) {
      const after: Place = place;
      const counted = await this.#reading(() => this.#cutOffs.countStep(asked, nowMs, after, LOOK_STEP));
      count += counted.count;
      ({ place } = counted);
      if (place !== null) await turn();
    }
    return count;
  }

  async readLog(after: number, limit: number): Promise<LogPage> {
    return this.#reading(() => this.#log.read(after, limit));
  }

  trimLog(beforeMs: number, limit: number): Promise<number> {
    return this.#inSteps(limit, (step) => this.#log.trim(beforeMs, step));
  }

  async forget(nowMs: number, limit: number): Promise<number> {
    if ((await this.#reading(() => this.#pending.first())) !== null) await this.#recording.finished();
    return this.#inSteps(limit, (step) => {
      const { sessionIds, cutOffs } = this.#changes.forget(nowMs, step);
      this.#known.forgets(sessionIds, cutOffs > 0);
      if (cutOffs > 0) this.#rules.clear();
      return sessionIds.length + cutOffs;
    });
  }

  async #inSteps(limit: number, remove: (step: number) => number): Promise<number> {
    let removed = 0;
    while (removed < limit) {
      const step = Math.min(FORGET_STEP, limit - removed);
      const gone = await this.#writing(() => {
        const count = remove(step);
        return { wrote: count > 0, outcome: () => count };
      });
      removed += gone;
      if (gone < step) break;
    }
    return removed;
  }

  async check(): Promise<void> {
    // A batch that claims to have written commits its number, and that is a write.
    await this.#writing(() => ({ wrote: true, outcome: () => undefined }));
    await this.#reading(() => {
      progressOf(this.#db);
      this.#mustBeInPlace();
      this.#marker.mustBeWritten();
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#recording.stop();
    await this.#batches.settled();
    if (this.#isShared) {
      this.#db.close();
      this.#marker.leave();
    } else this.#marker.close(this.#shutDown());
  }

  /** All that was acknowledged is durable already: what fails here only makes the next start look closer. */
  #shutDown(): { readonly commits: number; readonly clean: boolean } {
    let commits = 0;
    let clean = false;
    try {
      waits(this.#db);
      commits = progressOf(this.#db).commits;
      clean = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
    } catch {
      clean = false;
    } finally {
      this.#db.close();
    }
    return { commits, clean };
  }

  #writing<R>(step: () => Step<R>): Promise<R> {
    this.#mustBeOpen();
    return this.#batches.add(step);
  }

  /** A transaction of its own, since other processes may be writing. */
  async #reading<R>(read: () => R): Promise<R> {
    this.#mustBeOpen();
    try {
      return await whenFree(() => {
        this.#mustBeOpen();
        this.#begin.run();
        try {
          return read();
        } finally {
          this.#commit.run();
        }
      });
    } catch (error) {
      throw error instanceof StoreError ? error : this.#failure(error);
    }
  }

  /** On a small disk it is the write-ahead log itself that takes the room, with pages it holds many times over. */
  #makeRoom(): void {
    try {
      this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // There is no room for that either: then somebody else has to make it.
    }
  }

  /** An open database that was deleted or replaced takes writes that no later start will find. */
  #mustBeInPlace(): void {
    const now = statSync(this.#files.database, { throwIfNoEntry: false });
    const log = statSync(this.#files.log, { throwIfNoEntry: false })?.ino ?? null;
    this.#logInode ??= log;
    if (now?.ino !== this.#inode || log !== this.#logInode) {
      throw new Error('it or its write-ahead log was deleted or replaced while it was open');
    }
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreError('The store is closed.');
  }

  #failure(error: unknown): StoreError {
    const what = error instanceof Error ? error.message : String(error);
    return new StoreError(`${this.#files.database}: ${what}`, { cause: error });
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_FULL;
}

function rethrow(error: unknown): never {
  throw error;
}
