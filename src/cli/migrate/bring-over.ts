/** Goes through one kind of both stores, and may make the target what the source is: only what differs is sent. */
import type { CopyTarget, Kind, Records, Rewriting, Shelf, Shelves } from '../../stores/archive/archive.ts';
import { placeOf, spelled } from '../../stores/archive/records.ts';
import { digestAll, type Ends, readAll, STEP, stretchesOf } from './stretches.ts';
import { countDiffering, Sum, type Summed } from './sum.ts';

export interface Sides {
  readonly source: Shelves;
  readonly target: Shelves;
}

export interface OfKind {
  readonly kind: Kind;
  /** As they were read back last: where something was sent, after it was written. */
  readonly source: Summed;
  readonly target: Summed;
  /** How many records one side has and the other has not, or not so. */
  readonly differing: number;
  /** How many records were written, and how many taken away. */
  readonly written: number;
  readonly removed: number;
}

/** `into`: what is to be written; `null`: they are only compared. */
export async function goThrough<K extends Kind>(
  kind: K,
  sides: Sides,
  into: CopyTarget | null,
): Promise<OfKind> {
  const [source, target]: Shelf<Records[K]>[] = [sides.source[kind], sides.target[kind]];
  if (source === undefined || target === undefined) throw new Error(`there is no kind ${kind}`);
  const [ofSource, ofTarget] = [new Sum(), new Sum()];
  let [differing, written, removed] = [0, 0, 0];
  for await (const { ends, ...digests } of stretchesOf(source, target)) {
    let { here, there } = digests;
    if (here !== there && into !== null) {
      const changes = await differencesOf(kind, { source, target, ends, isEmpty: there === '' });
      await inSteps(changes.remove, (some) => into.rewrite(kind, { put: [], remove: some }));
      await inSteps(changes.put, (some) => into.rewrite(kind, { put: some, remove: [] }));
      written += changes.put.length;
      removed += changes.remove.length;
      [here, there] = [await digestAll(source, ends), await digestAll(target, ends)];
    }
    ofSource.add(here);
    ofTarget.add(there);
    differing += countDiffering(here, there);
  }
  return { kind, source: ofSource.summed(), target: ofTarget.summed(), differing, written, removed };
}

interface Stretch<R> {
  readonly source: Shelf<R>;
  readonly target: Shelf<R>;
  readonly ends: Ends;
  /** Whether the target has nothing there. */
  readonly isEmpty: boolean;
}

async function differencesOf<K extends Kind>(
  kind: K,
  { source, target, ends, isEmpty }: Stretch<Records[K]>,
): Promise<Rewriting<Records[K]>> {
  const wanted = await readAll(source, ends);
  const there = isEmpty ? [] : await readAll(target, ends);
  const [kept, known] = [byPlace(kind, wanted), byPlace(kind, there)];
  const differs = [...kept].map(([place, { text }]) => known.get(place)?.text !== text);
  const put = wanted.filter((_, at) => differs[at] === true);
  return {
    // The log is written in its order only: from the first that differs on, all of it.
    put: kind === 'log' && put.length > 0 ? wanted.slice(differs.indexOf(true)) : put,
    remove: [...known].filter(([place]) => !kept.has(place)).map(([, { at }]) => at),
  };
}

function byPlace<K extends Kind>(kind: K, records: readonly Records[K][]) {
  return new Map(
    records.map((one) => {
      const at = placeOf(kind, one);
      return [JSON.stringify(at), { at, text: spelled(kind, one) }] as const;
    }),
  );
}

async function inSteps<T>(all: readonly T[], work: (some: readonly T[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += STEP) await work(all.slice(at, at + STEP));
}
