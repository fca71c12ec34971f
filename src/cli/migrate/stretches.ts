/** Two stores side by side, a stretch at a time. */
import type { Digests, Place, Shelf } from '../../stores/archive/archive.ts';

/** In records. Nobody else's request waits longer than one step takes. */
export const STEP = 500;

/** Where a stretch begins and ends; `null`: with all that there is. */
export interface Ends {
  readonly after: Place | null;
  readonly upTo: Place | null;
}

interface Pair {
  readonly ends: Ends;
  /** The digests of the source's records, and of the target's. */
  readonly here: string;
  readonly there: string;
}

/**
 * The digests of both, stretch by stretch of the source. While the target is asked about one, the source is asked for the
 * next. The last one goes to the end of the target, where it may have more.
 */
export async function* stretchesOf<R>(source: Shelf<R>, target: Shelf<R>): AsyncGenerator<Pair> {
  let after: Place | null = null;
  let coming = begin(source, after);
  for (;;) {
    const { hex: here, last, atEnd } = await coming;
    const upTo: Place | null = atEnd ? null : last;
    const ends: Ends = { after, upTo };
    const asked = digestAll(target, ends);
    const next = upTo === null ? null : begin(source, upTo);
    yield { ends, here, there: await asked };
    if (next === null) return;
    after = upTo;
    coming = next;
  }
}

/** Where it fails, that is said once it is waited for. */
function begin<R>(shelf: Shelf<R>, after: Place | null): Promise<Digests> {
  const digests = shelf.digest({ after, upTo: null, limit: STEP });
  digests.catch(() => {});
  return digests;
}

/** Of a stretch of any length. */
export async function digestAll<R>(shelf: Shelf<R>, { after: from, upTo }: Ends): Promise<string> {
  let hex = '';
  for (let after = from; ; ) {
    // One more than the other has, so that one step is enough where they are the same.
    const digests: Digests = await shelf.digest({ after, upTo, limit: STEP + 1 });
    hex += digests.hex;
    if (digests.atEnd || digests.last === null) return hex;
    after = digests.last;
  }
}

/** Likewise. */
export async function readAll<R>(shelf: Shelf<R>, { after: from, upTo }: Ends): Promise<readonly R[]> {
  const records: R[] = [];
  for (let after = from; ; ) {
    const page = await shelf.read({ after, upTo, limit: STEP });
    for (const one of page.records) records.push(one);
    if (page.atEnd || page.last === null) return records;
    after = page.last;
  }
}
