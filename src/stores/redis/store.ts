/** The session store on Redis. */
import type { CutOffScope, Session } from '../../sessions/model.ts';
import {
  type Decision,
  type LogPage,
  type ReportedDecision,
  type SessionFilter,
  type SessionStore,
  type Standing,
  type StandingQuery,
  StoreError,
} from '../../sessions/store.ts';
import type { Background } from '../background.ts';
import { Counts, type CutOffChange, type CutOffSteps, counting } from '../pending.ts';
import { Busy } from './busy.ts';
import { Deadline } from './deadline.ts';
import { spell } from './fields.ts';
import type { Link } from './link.ts';
import { countSessions, listSessions, type Page } from './listing.ts';
import { readLog } from './log.ts';
import { selectionOf } from './pending.ts';
import { recordingOf } from './recording.ts';
import { Replicas } from './replicas.ts';
import { type Opened, Runner } from './runner.ts';
import { FORGET } from './scripts/forget.ts';
import { TRIM_LOG } from './scripts/log.ts';
import { TOUCH } from './scripts/meta.ts';
import type { Script } from './scripts/script.ts';
import { Updates } from './updates.ts';

/** Forgetting goes in steps of this many, so that nobody waits long behind it. */
const STEP = 20;

export interface RedisStoreDeps extends Opened {
  readonly logId: string;
  readonly link: Link;
  /** A connection of its own for waiting on replicas; `null`: nobody waits. */
  readonly waiting: Link | null;
  readonly hasWaitAof: () => boolean;
  readonly steps: CutOffSteps;
  /** Whether a cut-off is not all on record: whoever made it may be gone. */
  readonly isPending: boolean;
  /** Rejects with `StoreError` unless the server still keeps what it is given. */
  readonly inspect: () => Promise<void>;
}

export class RedisStore implements SessionStore {
  readonly logId: string;
  readonly #deps: RedisStoreDeps;
  readonly #runner: Runner;
  readonly #replicas: Replicas | null;
  readonly #updates: Updates;
  readonly #busy: Busy;
  readonly #recording: Background;
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | null = null;

  constructor(deps: RedisStoreDeps) {
    const { address, hasWaitAof, waiting } = deps;
    const { name, waitReplicas: wanted } = address;
    this.logId = deps.logId;
    this.#deps = deps;
    this.#runner = new Runner(deps.link, deps);
    this.#replicas =
      waiting === null ? null : new Replicas({ runner: new Runner(waiting, deps), name, wanted, hasWaitAof });
    const { atOnce, perStep } = deps.steps;
    this.#updates = new Updates({ runner: this.#runner, replicas: this.#replicas, name, atOnce });
    this.#busy = new Busy({ link: deps.link, elapsed: () => performance.now() });
    this.#recording = recordingOf(this.#busy, this.#runner, perStep);
    if (deps.isPending) this.#recording.start();
  }

  read(query: StandingQuery): Promise<Standing> {
    return this.#during(async () => (await this.#updates.read(query)).standing);
  }

  update<R>(
    query: StandingQuery,
    decide: (standing: Standing) => Decision<R> | ReportedDecision<R>,
  ): Promise<R> {
    return this.#during(async () => {
      const counts = new Counts();
      const count = (change: CutOffChange) =>
        countSessions(this.#runner, selectionOf(change), change.made.atMs);
      try {
        return await counting<R>(() => this.#updates.update(query, decide, counts), count, counts);
      } finally {
        if (!counts.isEmpty) this.#recording.start();
      }
    });
  }

  listSessions(filter: SessionFilter, page: Page): Promise<readonly Session[]> {
    return this.#during(() => listSessions(this.#runner, filter, page));
  }

  countSessions(scope: CutOffScope, upToMs: number | null, nowMs: number): Promise<number> {
    return this.#during(() => countSessions(this.#runner, { scope, upToMs, spare: null }, nowMs));
  }

  readLog(after: number, limit: number): Promise<LogPage> {
    return this.#during(async () => {
      const page = await readLog(this.#runner, after, limit);
      // Who has read an entry goes on after it, so that its cursor must not be given to another one by a failover.
      await this.#replicas?.caughtUp(new Deadline());
      return page;
    });
  }

  trimLog(beforeMs: number, limit: number): Promise<number> {
    return this.#during(() => this.#inSteps(TRIM_LOG, beforeMs, limit));
  }

  forget(nowMs: number, limit: number): Promise<number> {
    return this.#during(async () => {
      if (await this.#busy.isWaitedFor()) return 0;
      // Whoever made a cut-off that is pending may be gone.
      this.#recording.start();
      await this.#recording.settled();
      return this.#inSteps(FORGET, nowMs, limit);
    });
  }

  check(): Promise<void> {
    return this.#during(async () => {
      const deadline = new Deadline();
      await Promise.all([this.#runner.run(TOUCH, [], deadline), this.#deps.inspect()]);
      await this.#replicas?.caughtUp(deadline);
    });
  }

  close(): Promise<void> {
    this.#recording.stop();
    this.#closing ??= Promise.allSettled(this.#underWay).then(() => {
      this.#deps.link.close();
      this.#deps.waiting?.close();
    });
    return this.#closing;
  }

  async #inSteps(script: Script, upToMs: number, limit: number): Promise<number> {
    let removed = 0;
    while (removed < limit && !(await this.#busy.isWaitedFor())) {
      const step = Math.min(STEP, limit - removed);
      const gone = Number(await this.#runner.run(script, [spell(upToMs), String(step)], new Deadline()));
      if (gone < 0 && removed === 0) return gone;
      removed += Math.max(0, gone);
      if (gone < step) break;
    }
    if (removed > 0) await this.#replicas?.caughtUp(new Deadline());
    return removed;
  }

  async #during<R>(work: () => Promise<R>): Promise<R> {
    if (this.#closing !== null) throw new StoreError('The store is closed.');
    const going = work();
    this.#underWay.add(going);
    try {
      return await going;
    } finally {
      this.#underWay.delete(going);
    }
  }
}
