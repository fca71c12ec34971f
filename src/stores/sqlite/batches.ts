/**
 * Group commit: all that waits goes into one transaction, so that one sync to disk serves them all.
 *
 * Nothing is answered before that transaction is durable, not even what changed nothing: it may have looked
 * at a change of the same batch.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StoreError } from '../../sessions/store.ts';
import { PAUSE_MS, Patience } from './patience.ts';

/** One step within a batch: what came of it, and whether it wrote. */
export interface Step<R> {
  readonly wrote: boolean;
  /** Gives the result, or throws what the step's promise is to reject with. */
  readonly outcome: () => R;
}

interface Waiting {
  /** Runs inside the transaction. If it throws, the whole batch fails. Returns what to do once it is durable. */
  readonly run: () => { readonly wrote: boolean; readonly settle: () => void };
  readonly reject: (error: StoreError) => void;
}

export interface BatchEvents {
  /** In each transaction, before anything else; if it throws, the whole batch fails. */
  readonly begun: () => void;
  /** Before each commit that would write; throws what has to stop it. */
  readonly committing: () => void;
  /** After each commit that wrote, before its promises resolve. Must not throw. */
  readonly committed: (commits: number) => void;
  readonly failure: (error: unknown) => StoreError;
}

/** A disk that stood still once is no reason to wait as long again. */
const LONGEST_LEAVE_MS = 50;

export class Batches {
  readonly #db: DatabaseSync;
  readonly #events: BatchEvents;
  readonly #begin: StatementSync;
  readonly #count: StatementSync;
  readonly #commit: StatementSync;
  #queue: Waiting[] = [];
  /** Of the last commit that wrote. */
  #commits = 0;
  /** Until when it leaves the database to others, by `performance.now`. */
  #leaveUntilMs = 0;

  constructor(db: DatabaseSync, events: BatchEvents) {
    this.#db = db;
    this.#events = events;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#count = db.prepare('UPDATE meta SET commits = commits + 1 RETURNING commits');
    this.#commit = db.prepare('COMMIT');
  }

  add<R>(step: () => Step<R>): Promise<R> {
    return new Promise((resolve, reject) => {
      const run = () => {
        const { wrote, outcome } = step();
        return { wrote, settle: () => settle(outcome, resolve, reject) };
      };
      this.#queue.push({ run, reject });
      if (this.#queue.length > 1) return;
      const leaveMs = this.#leaveUntilMs - performance.now();
      if (leaveMs > 0) setTimeout(() => this.#flush(), leaveMs);
      else setImmediate(() => this.#flush());
    });
  }

  /** Resolves once all that waits is settled. */
  settled(): Promise<void> {
    return this.add(() => ({ wrote: false, outcome: () => undefined })).catch(() => undefined);
  }

  /** Runs what waits now, and settles it. While another process writes, it tries again, and more may join. */
  #flush(patience = new Patience()): void {
    try {
      this.#begin.run();
    } catch (error) {
      if (patience.has(error)) setTimeout(() => this.#flush(patience), PAUSE_MS);
      else this.#fail(this.#take(), error);
      return;
    }
    const batch = this.#take();
    let settlements: readonly (() => void)[];
    try {
      settlements = this.#transact(batch);
    } catch (error) {
      this.#rollback();
      this.#fail(batch, error);
      return;
    }
    for (const settleOne of settlements) settleOne();
  }

  #fail(batch: readonly Waiting[], error: unknown): void {
    const failure = this.#events.failure(error);
    for (const { reject } of batch) reject(failure);
  }

  #take(): readonly Waiting[] {
    const batch = this.#queue;
    this.#queue = [];
    return batch;
  }

  #transact(batch: readonly Waiting[]): readonly (() => void)[] {
    const begunMs = performance.now();
    this.#events.begun();
    const steps = batch.map(({ run }) => run());
    const wrote = steps.some((step) => step.wrote);
    if (wrote) this.#events.committing();
    const commits = wrote ? Number(this.#count.get()?.['commits']) : null;
    this.#commit.run();
    if (commits !== null) {
      this.#events.committed(commits);
      this.#yieldTo(commits, performance.now() - begunMs);
    }
    return steps.map(({ settle }) => settle);
  }

  /** SQLite gives the lock to whoever asks first. Where others write too, each is left as much time as was taken. */
  #yieldTo(commits: number, tookMs: number): void {
    const hasOthers = commits > this.#commits + 1 && this.#commits > 0;
    this.#leaveUntilMs = hasOthers ? performance.now() + Math.min(tookMs, LONGEST_LEAVE_MS) : 0;
    this.#commits = commits;
  }

  /** SQLite has rolled back by itself after some failures, a full disk among them. */
  #rollback(): void {
    try {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    } catch {
      // The failure that led here is the one to report; the next batch finds out whether this one lasts.
    }
  }
}

function settle<R>(outcome: () => R, resolve: (result: R) => void, reject: (error: unknown) => void): void {
  try {
    resolve(outcome());
  } catch (error) {
    reject(error);
  }
}
