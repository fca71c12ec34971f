/** Opens the store on a Redis, or makes it there, or refuses with a reason and a mend. */
import { randomBytes } from 'node:crypto';
import { logIdOf, type OpenedStore } from '../opening.ts';
import { CUT_OFF_STEPS, type CutOffSteps } from '../pending.ts';
import type { RedisAddress } from './address.ts';
import { Deadline } from './deadline.ts';
import { listOf } from './fields.ts';
import { type Known, knownOf, remember } from './known.ts';
import type { Link } from './link.ts';
import { reach } from './reach.ts';
import { identityMissing, newerStore, otherStore, storeMissing, unfinishedCopy } from './refusals.ts';
import { Runner } from './runner.ts';
import { isCopying, SCHEMA } from './schema.ts';
import { OPEN, TAKE_OVER } from './scripts/meta.ts';
import type { Durability } from './server.ts';
import { RedisStore } from './store.ts';

/** Smaller ones than elsewhere: Redis does nothing else meanwhile (docs/decisions/0026-cut-offs-in-steps.md). */
const STEPS: CutOffSteps = { ...CUT_OFF_STEPS, perStep: 10 };

export interface RedisOptions {
  /** Where the marker lies. */
  readonly folder: string;
  readonly durability: Durability;
  readonly steps?: CutOffSteps;
}

/** Rejects with `StoreOpenError`; then nothing was changed. */
export async function openRedisStore(
  address: RedisAddress,
  { folder, durability, steps = STEPS }: RedisOptions,
): Promise<OpenedStore> {
  const known = knownOf(address, folder);
  return reach(address, durability, async ({ link, waiting, server }) => {
    const { identity, logId, isNew, isPending, isCopy } = await identify(address, link, known);
    remember(address, known, identity);
    // Not before: who cannot start on it has not used up the copy.
    if (isCopy)
      await new Runner(link, { address, identity, schema: SCHEMA }).run(TAKE_OVER, [], new Deadline());
    const store = new RedisStore({
      address,
      identity,
      logId,
      schema: SCHEMA,
      steps,
      isPending,
      link,
      waiting,
      hasWaitAof: () => server.hasWaitAof,
      inspect: async () => server.verify(link.connection),
    });
    const accepted = `${address.name} had no marker file here and was taken as it is; ${known.marker} was written.`;
    const unmarked = known.identity === null && !isNew;
    return { store, identity, notices: [...server.notices, ...(unmarked ? [accepted] : [])] };
  });
}

async function identify(address: RedisAddress, link: Link, { marker, identity: known }: Known) {
  const fresh = randomBytes(16).toString('hex');
  const args = [fresh, SCHEMA, known === null ? '1' : '0', logIdOf(fresh), known ?? ''];
  const answer = listOf(await link.run(OPEN, `${address.prefix}meta`, args, new Deadline()));
  const [identity, schema = 'unknown', made, logId = '', pending, copy] = answer.map(String);
  if (identity === undefined || identity === 'none') throw storeMissing(address, marker, 'serve');
  if (identity === 'remains') throw identityMissing(address);
  if (known !== null && known !== identity) throw otherStore(address, marker, 'serve');
  if (isCopying(schema)) throw unfinishedCopy(address);
  if (schema !== SCHEMA) throw newerStore(address, schema, SCHEMA);
  return {
    identity,
    logId: logId === '' ? logIdOf(identity) : logId,
    isNew: made === '1',
    isPending: pending === '1',
    isCopy: copy === '1',
  };
}
