/** `npm run bench -- --growth`: logoutd on stores in which more and more sessions have ended. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from '../comparison.ts';
import { residentAfter } from '../modes/memory.ts';
import { compareInTurns } from '../modes/turns.ts';
import type { Options } from '../options.ts';
import type { Outcome } from '../section.ts';
import { type CleanUp, cleanUpOf, dueFor } from './clean-up.ts';
import { type Grown, grow } from './grown.ts';
import { comparisonOf } from './lines.ts';
import { sectionOf } from './section.ts';
import type { Growth, Seen } from './seen.ts';
import { startsOf } from './starts.ts';

export async function measureGrowth(options: Options, scratch: string): Promise<Outcome> {
  const folder = join(scratch, 'growth');
  const stores: Grown[] = [];
  for (const ended of options.sizes)
    stores.push(await grow(folder, options.contract, { ended, due: dueFor(options) }));
  const [smallest, ...larger] = stores.map(({ contestant }) => contestant.name);
  const pairs = larger.map((of): Pair => ({ of, against: smallest ?? of }));
  const contestants = stores.map(({ contestant }) => contestant);
  const comparison = await compareInTurns(options, { folder, contestants, pairs });

  const seen: Seen[] = [];
  const cleanUps: CleanUp[] = [];
  for (const store of stores) {
    const { ended, bytes, contestant } = store;
    const say = (what: string): void => console.error(`${ended} ended sessions: ${what}`);
    say('clean-up');
    const cleanUp = await cleanUpOf(store, options);
    cleanUps.push(cleanUp);
    say('memory');
    const memory = await residentAfter(contestant, store.folder, options);
    say('starts');
    const starts = await startsOf(store.folder, options.rounds);
    const { forgotten, left } = cleanUp;
    seen.push({ ended, bytes, starts, memory, cleanUp: { forgotten, left } });
    rmSync(store.folder, { recursive: true });
  }
  const lines = cleanUps.flatMap((one) => one.lines);
  const cleanUp = comparisonOf(
    lines,
    cleanUps.map(({ pair }) => pair),
    [],
  );
  const result: Growth = { seen, comparison, cleanUp };
  return { section: sectionOf(result, options.questions), result };
}
