/**
 * Updates: read, let the decision be made here, and have a script apply it if nothing that was read has changed since;
 * otherwise once more. Another process may come between at any time. Within this one, updates of one session take turns, so
 * that a hundred at once do not undo each other's work, and those that ask the same question share one answer.
 */
import {
  type Change,
  conclude,
  type Decision,
  type ReportedDecision,
  type Standing,
  type StandingQuery,
  StoreError,
} from '../../sessions/store.ts';
import { type Counts, type CutOffChange, isCutOff, Uncounted } from '../pending.ts';
import { appendedBy, changeArguments } from './changes.ts';
import { Deadline } from './deadline.ts';
import { indexOfScope, pairOf } from './names.ts';
import type { Replicas } from './replicas.ts';
import type { Runner } from './runner.ts';
import { APPLY } from './scripts/apply.ts';
import { READ } from './scripts/read.ts';
import { listed, type Reading, readArguments, readingOf } from './standing.ts';
import { Turns } from './turns.ts';

type Made<R> = Decision<R> | ReportedDecision<R>;

/** A decision that waits to be made. */
interface Job {
  readonly deadline: Deadline;
  /** Makes it and has it applied. `again`: it was not, since something has changed. Settles the promise otherwise. */
  readonly attempt: (reading: Reading) => Promise<'again' | 'changed' | 'unchanged'>;
  readonly reject: (error: unknown) => void;
}

interface Applying {
  readonly deadline: Deadline;
  readonly counts: Counts;
  readonly uncounted: readonly CutOffChange[];
}

export interface UpdatesDeps {
  readonly runner: Runner;
  readonly replicas: Replicas | null;
  readonly name: string;
  /** A cut-off of a scope that has no more sessions without an end is done at once. */
  readonly atOnce: number;
}

const LONGEST_PAUSE_MS = 20;

export class Updates {
  readonly #runner: Runner;
  readonly #replicas: Replicas | null;
  readonly #name: string;
  readonly #atOnce: number;
  readonly #turns = new Turns<Job>();

  constructor({ runner, replicas, name, atOnce }: UpdatesDeps) {
    this.#runner = runner;
    this.#replicas = replicas;
    this.#name = name;
    this.#atOnce = atOnce;
  }

  /** `counts` has what large cut-offs end; where it lacks one, the update is not made. */
  update<R>(
    query: StandingQuery,
    decide: (standing: Standing) => Made<R>,
    counts: Counts,
  ): Promise<R | Uncounted> {
    return new Promise<R | Uncounted>((resolve, reject) => {
      const deadline = new Deadline();
      const attempt = async (reading: Reading) => {
        const made = decide(reading.standing);
        const uncounted = made.changes.filter(isCutOff).filter((change) => counts.of(change) === undefined);
        const answer = await this.#apply(reading, made.changes, { deadline, counts, uncounted });
        if (answer === 0) return 'again';
        const large = typeof answer === 'number' ? uncounted[-answer - 1] : undefined;
        if (large !== undefined) {
          resolve(new Uncounted(large));
          return 'unchanged';
        }
        const result = conclude(made, appendedBy(made.changes, answer));
        // Not before it is safe, and that holds for what others have changed, too. The next need not wait for it.
        if (this.#replicas === null) resolve(result);
        else this.#replicas.caughtUp(deadline).then(() => resolve(result), reject);
        return made.changes.length > 0 ? 'changed' : 'unchanged';
      };
      const { issuer, sessionIds } = query;
      const question = JSON.stringify(query);
      const subjects = sessionIds.length > 0 ? sessionIds.map((id) => pairOf(issuer, id)) : [question];
      this.#turns.take(subjects, question, { deadline, attempt, reject }, (jobs) => this.#work(query, jobs));
    });
  }

  async read(query: StandingQuery, deadline = new Deadline()): Promise<Reading> {
    return readingOf(query, await this.#runner.run(READ, readArguments(query), deadline));
  }

  async #work(query: StandingQuery, jobs: readonly Job[]): Promise<void> {
    let reading: Reading | null = null;
    for (const job of jobs) {
      try {
        for (let tries = 0; ; tries += 1) {
          if (tries > 0) await this.#pause(job, tries);
          reading ??= await this.read(query, job.deadline);
          const came = await job.attempt(reading);
          if (came !== 'unchanged') reading = null;
          if (came !== 'again') break;
        }
      } catch (error) {
        reading = null;
        job.reject(error);
      }
    }
  }

  #apply(
    { count, revisions }: Reading,
    changes: readonly Change[],
    { deadline, counts, uncounted }: Applying,
  ): Promise<unknown> | [] {
    if (changes.length === 0) return [];
    const args = [
      ...listed(revisions, count),
      ...[String(this.#atOnce), ...listed(uncounted.map(({ made }) => indexOfScope(made.scope)))],
      ...listed(
        changes.flatMap((change) => changeArguments(change, counts)),
        changes.length,
      ),
    ];
    return this.#runner.run(APPLY, args, deadline);
  }

  async #pause({ deadline }: Job, tries: number): Promise<void> {
    const pauseMs = Math.random() * Math.min(LONGEST_PAUSE_MS, 2 ** tries);
    if (deadline.leftMs <= pauseMs) {
      throw new StoreError(
        `${this.#name}: others kept changing what an update was about, ${tries} times; it was not made.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
