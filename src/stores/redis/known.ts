/** What this machine's marker knows of the store on a server. */
import { StoreOpenError } from '../opening.ts';
import type { RedisAddress } from './address.ts';
import { markerPath, readMarker, writeMarker } from './marker.ts';
import { damagedMarker, markerRefused } from './refusals.ts';

export interface Known {
  readonly marker: string;
  /** `null`: there is no marker. */
  readonly identity: string | null;
}

/** @throws {StoreOpenError} */
export function knownOf(address: RedisAddress, folder: string): Known {
  const marker = markerPath(folder, address);
  const found = attempt(address, marker, () => readMarker(marker));
  if (found === 'damaged') throw damagedMarker(address, marker);
  return { marker, identity: found?.identity ?? null };
}

/** @throws {StoreOpenError} */
export function remember(address: RedisAddress, { marker, identity: known }: Known, identity: string): void {
  if (known === null) attempt(address, marker, () => writeMarker(marker, address, identity));
}

function attempt<R>(address: RedisAddress, marker: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    throw error instanceof StoreOpenError ? error : markerRefused(address, marker, error);
  }
}
