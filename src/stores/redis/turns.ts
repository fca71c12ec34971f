/** Taking turns: work on the same subject goes one after the other, and what asks the same while it waits goes as one. */

interface Turn<J> {
  readonly jobs: J[];
  /** Resolves when it is over. */
  readonly over: Promise<void>;
}

export class Turns<J> {
  /** The last turn of each subject. */
  readonly #last = new Map<string, Turn<J>>();
  /** Turns that have not begun, by what they ask. */
  readonly #waiting = new Map<string, Turn<J>>();

  /** `work` must not reject. */
  take(
    subjects: readonly string[],
    question: string,
    job: J,
    work: (jobs: readonly J[]) => Promise<void>,
  ): void {
    const waiting = this.#waiting.get(question);
    if (waiting !== undefined) {
      waiting.jobs.push(job);
      return;
    }
    const before = new Set(subjects.flatMap((subject) => this.#last.get(subject)?.over ?? []));
    const jobs = [job];
    const over = Promise.all(before).then(async () => {
      this.#waiting.delete(question);
      await work(jobs);
      for (const subject of subjects) if (this.#last.get(subject) === turn) this.#last.delete(subject);
    });
    const turn: Turn<J> = { jobs, over };
    this.#waiting.set(question, turn);
    for (const subject of subjects) this.#last.set(subject, turn);
  }
}
