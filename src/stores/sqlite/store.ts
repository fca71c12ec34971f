/** The session store on SQLite. */
import type { DatabaseSync } from 'node:sqlite';
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
import { type CutOffTable, cutOffsIn } from './cut-offs.ts';
import type { StoreFiles } from './files.ts';
import { InPlace } from './in-place.ts';
import { KnownRules } from './known-rules.ts';
import { KnownStandings } from './known-standings.ts';
import { type Page, SessionListing } from './listing.ts';
import { LogTable } from './log.ts';
import type { Marker } from './marker.ts';
import { Overviews } from './overviews.ts';
import type { PendingCutOffs } from './pending.ts';
import { Readings } from './readings.ts';
import { Recording } from './recording.ts';
import { readLogId } from './schema.ts';
import { StandingReader } from './standing.ts';

/** Forgetting goes in steps of this many, so that nobody waits long behind it. */
const FORGET_STEP = 25;
const SQLITE_FULL = 13;
/** I/O error, malformed, not a database. */
const OF_THE_DISK: readonly number[] = [10, 11, 26];

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
  readonly #readings: Readings;
  readonly #overviews: Overviews;
  readonly #changes: ChangeWriter;
  readonly #cutOffs: CutOffTable;
  readonly #pending: PendingCutOffs;
  readonly #recording: Recording;
  readonly #log: LogTable;
  readonly #inPlace: InPlace;
  readonly #isShared: boolean;
  #closed = false;

  constructor(db: DatabaseSync, { files, marker, steps, isShared }: SqliteStoreDeps) {
    sizeCache(db);
    neverWaits(db);
    this.#isShared = isShared;
    this.logId = readLogId(db);
    this.#db = db;
    this.#files = files;
    this.#marker = marker;
    this.#inPlace = new InPlace(files);
    const { walk, pending, cutOffs } = cutOffsIn(db, steps);
    this.#pending = pending;
    this.#cutOffs = cutOffs;
    this.#log = new LogTable(db);
    this.#rules = new KnownRules(db);
    this.#standing = new StandingReader(db, { cutOffs, pending, rules: this.#rules });
    this.#known = new KnownStandings(db);
    this.#readings = new Readings(db, {
      mustBeOpen: () => this.#mustBeOpen(),
      failure: (error) => this.#failure(error),
    });
    this.#overviews = new Overviews(this.#readings, { listing: new SessionListing(walk, pending), cutOffs });
    this.#changes = new ChangeWriter(db, this.#cutOffs, this.#log);
    this.#batches = new Batches(db, {
      begun: () => this.#rules.begun(),
      committing: () => this.#inPlace.mustBe(),
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
    return this.#lastRead(query) ?? this.#readings.make(() => this.#readAnew(query));
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

  listSessions(filter: SessionFilter, page: Page): Promise<readonly Session[]> {
    return this.#overviews.list(filter, page);
  }

  countSessions(scope: CutOffScope, upToMs: number | null, nowMs: number): Promise<number> {
    return this.#overviews.count({ scope, upToMs, spare: null }, nowMs);
  }

  #count({ made, sessionsUpToMs: upToMs }: CutOffChange): Promise<number> {
    return this.#overviews.count({ scope: made.scope, upToMs, spare: made.exceptSessionId }, made.atMs);
  }

  async readLog(after: number, limit: number): Promise<LogPage> {
    return this.#readings.make(() => this.#log.read(after, limit));
  }

  trimLog(beforeMs: number, limit: number): Promise<number> {
    return this.#inSteps(limit, (step) => this.#log.trim(beforeMs, step));
  }

  async forget(nowMs: number, limit: number): Promise<number> {
    if ((await this.#readings.make(() => this.#pending.first())) !== null) await this.#recording.finished();
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
    await this.#readings.make(() => {
      progressOf(this.#db);
      this.#inPlace.mustBe();
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

  /** On a small disk it is the write-ahead log itself that takes the room, with pages it holds many times over. */
  #makeRoom(): void {
    try {
      this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // There is no room for that either: then somebody else has to make it.
    }
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreError('The store is closed.');
  }

  #failure(error: unknown): StoreError {
    if (isOfTheDisk(error)) this.#marker.doubt();
    const what = error instanceof Error ? error.message : String(error);
    return new StoreError(`${this.#files.database}: ${what}`, { cause: error });
  }
}

const isFull = (error: unknown): boolean => resultOf(error) === SQLITE_FULL;
const isOfTheDisk = (error: unknown): boolean => OF_THE_DISK.includes(resultOf(error) ?? 0);

/** SQLite's primary result code: extended ones have it in their last byte. */
function resultOf(error: unknown): number | null {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return null;
  return error.errcode & 0xff;
}

function rethrow(error: unknown): never {
  throw error;
}
