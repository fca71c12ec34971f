/** Opens the store on a Redis, or makes it there, or refuses with a reason and a mend. */
import { randomBytes } from 'node:crypto';
import { StoreError } from '../../sessions/store.ts';
import { type OpenedStore, StoreOpenError } from '../opening.ts';
import { CUT_OFF_STEPS, type CutOffSteps } from '../pending.ts';
import type { RedisAddress } from './address.ts';
import { type Connection, readTlsFiles } from './connect.ts';
import { Deadline } from './deadline.ts';
import { listOf } from './fields.ts';
import { Link } from './link.ts';
import { markerPath, readMarker, writeMarker } from './marker.ts';
import {
  damagedMarker,
  fileRefused,
  identityMissing,
  markerRefused,
  newerStore,
  notOpened,
  otherStore,
  storeMissing,
} from './refusals.ts';
import { SCRIPTS } from './scripts/all.ts';
import { OPEN } from './scripts/meta.ts';
import { type Durability, Server } from './server.ts';
import { RedisStore } from './store.ts';

/** Of what the keys hold, and how. */
const SCHEMA = '1';

export interface RedisOptions {
  /** Where the marker lies. */
  readonly folder: string;
  readonly durability: Durability;
  readonly steps?: CutOffSteps;
}

/** Rejects with `StoreOpenError`; then nothing was changed. */
export async function openRedisStore(
  address: RedisAddress,
  { folder, durability, steps = CUT_OFF_STEPS }: RedisOptions,
): Promise<OpenedStore> {
  try {
    readTlsFiles(address);
  } catch (error) {
    throw fileRefused(error);
  }
  const marker = markerPath(folder, address);
  const known = identityIn(address, marker);
  const server = new Server(address, durability);
  const verify = async (connection: Connection): Promise<void> => {
    // If the server will not have them now, each is sent along when it is wanted.
    for (const { source } of SCRIPTS) connection.send(['SCRIPT', 'LOAD', source]).catch(() => {});
    await server.verify(connection);
  };
  const link = new Link({ address, verify });
  const waiting = address.waitReplicas > 0 ? new Link({ address, verify }) : null;
  try {
    await link.open();
    await waiting?.open();
    const { identity, isNew, isPending } = await identify(address, link, marker, known);
    if (known === null) attempt(address, marker, () => writeMarker(marker, address, identity));
    const store = new RedisStore({
      address,
      identity,
      schema: SCHEMA,
      steps,
      isPending,
      link,
      waiting,
      hasWaitAof: () => server.hasWaitAof,
      inspect: async () => server.verify(link.connection),
    });
    const accepted = `${address.name} had no marker file here and was taken as it is; ${marker} was written.`;
    const notices = [...server.notices, ...(known === null && !isNew ? [accepted] : [])];
    return { store, identity, notices };
  } catch (error) {
    link.close();
    waiting?.close();
    throw error instanceof StoreError ? notOpened(error.message) : error;
  }
}

async function identify(address: RedisAddress, link: Link, marker: string, known: string | null) {
  const fresh = [randomBytes(16).toString('hex'), SCHEMA, known === null ? '1' : '0'];
  const answer = listOf(await link.run(OPEN, `${address.prefix}meta`, fresh, new Deadline()));
  const [identity, schema, made, pending] = answer.map(String);
  if (identity === undefined || identity === 'none') throw storeMissing(address, marker);
  if (identity === 'remains') throw identityMissing(address);
  if (known !== null && known !== identity) throw otherStore(address, marker);
  if (schema !== SCHEMA) throw newerStore(address, schema ?? 'unknown', SCHEMA);
  return { identity, isNew: made === '1', isPending: pending === '1' };
}

function identityIn(address: RedisAddress, marker: string): string | null {
  const found = attempt(address, marker, () => readMarker(marker));
  if (found === 'damaged') throw damagedMarker(address, marker);
  return found?.identity ?? null;
}

function attempt<R>(address: RedisAddress, marker: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    throw error instanceof StoreOpenError ? error : markerRefused(address, marker, error);
  }
}
