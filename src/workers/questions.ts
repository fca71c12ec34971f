/** Questions that are under way, each until its answer comes, or for so long that nobody should wait any more. */

export class Questions<Answer> {
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #withinMs: number;
  #lastId = 0;

  constructor(withinMs: number) {
    this.#withinMs = withinMs;
  }

  /** Rejects where no answer comes in time. */
  ask(send: (id: number) => void): Promise<Answer> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const tooLate = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error('no answer came in time'));
      }, this.#withinMs);
      this.#waiting.set(id, (answer) => {
        clearTimeout(tooLate);
        resolve(answer);
      });
      send(id);
    });
  }

  answered(id: number, answer: Answer): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }
}
