/** Puts on record, in the background, what large cut-offs have ended. Several processes may do so at once. */
import { Background } from '../background.ts';
import type { CutOffSteps } from '../pending.ts';
import type { Step } from './batches.ts';
import type { PendingCutOff, PendingCutOffs } from './pending.ts';
import { BEGINNING, END, openOf, type Place, type Walk } from './walk.ts';

interface Stage {
  readonly cutOff: PendingCutOff;
  readonly place: Place;
}

export class Recording {
  readonly #walk: Walk;
  readonly #pending: PendingCutOffs;
  readonly #steps: CutOffSteps;
  readonly #background: Background;
  /** What it is at, and how far it has come. */
  #at: Stage | null = null;

  constructor(
    walk: Walk,
    pending: PendingCutOffs,
    steps: CutOffSteps,
    writing: <R>(step: () => Step<R>) => Promise<R>,
  ) {
    this.#walk = walk;
    this.#pending = pending;
    this.#steps = steps;
    this.#background = new Background(async () => {
      const came = await writing(() => this.#step());
      this.#at = came.at;
      return came.isLast ? 'nothing' : 'more';
    });
  }

  start(): void {
    this.#background.start();
  }

  /** Resolves once nothing is pending, or that takes too long. */
  finished(): Promise<void> {
    this.#background.start();
    return this.#background.settled();
  }

  stop(): void {
    this.#background.stop();
  }

  #step(): Step<{ readonly at: Stage | null; readonly isLast: boolean }> {
    const cutOff = this.#pending.first();
    if (cutOff === null) return { wrote: false, outcome: () => ({ at: null, isLast: true }) };
    const after = this.#at?.cutOff.epoch === cutOff.epoch ? this.#at.place : BEGINNING;
    const place = this.#walk.stepEnd(openOf(cutOff.scope), after, this.#steps.perStep);
    const recorded = this.#pending.record(cutOff, after, place ?? END);
    if (place === null) this.#pending.remove(cutOff);
    const at = place === null ? null : { cutOff, place };
    return { wrote: recorded > 0 || place === null, outcome: () => ({ at, isLast: false }) };
  }
}
