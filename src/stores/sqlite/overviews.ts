/** What goes through many sessions: in steps, so that others come in between. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Session } from '../../sessions/model.ts';
import type { SessionFilter } from '../../sessions/store.ts';
import type { CutOffTable, Selection } from './cut-offs.ts';
import { type Page, placeOf, type SessionListing } from './listing.ts';
import type { Readings } from './readings.ts';
import { BEGINNING, type Place } from './walk.ts';

/** A step looks at this many sessions, or at few more than are asked for. */
const STEP = 1000;
const stepFor = (limit: number): number => Math.min(STEP, 2 * limit + 100);

export class Overviews {
  readonly #readings: Readings;
  readonly #listing: SessionListing;
  readonly #cutOffs: CutOffTable;

  constructor(
    readings: Readings,
    { listing, cutOffs }: { readonly listing: SessionListing; readonly cutOffs: CutOffTable },
  ) {
    this.#readings = readings;
    this.#listing = listing;
    this.#cutOffs = cutOffs;
  }

  async list(filter: SessionFilter, page: Page): Promise<readonly Session[]> {
    const sessions: Session[] = [];
    for (let place: Place | null = placeOf(page.after); place !== null && sessions.length < page.limit; ) {
      const after: Place = place;
      const left = { ...page, limit: page.limit - sessions.length };
      const listed = await this.#readings.make(() =>
        this.#listing.list(filter, after, left, stepFor(page.limit)),
      );
      sessions.push(...listed.sessions);
      ({ place } = listed);
      if (place !== null && sessions.length < page.limit) await turn();
    }
    return sessions;
  }

  /** How many active sessions a cut-off would end. */
  async count(asked: Selection, nowMs: number): Promise<number> {
    let count = 0;
    for (let place: Place | null = BEGINNING; place !== null; ) {
      const after: Place = place;
      const counted = await this.#readings.make(() => this.#cutOffs.countStep(asked, nowMs, after, STEP));
      count += counted.count;
      ({ place } = counted);
      if (place !== null) await turn();
    }
    return count;
  }
}
