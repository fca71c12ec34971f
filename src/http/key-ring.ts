/** The keys of the control API: kept as digests, compared in constant time. */
import { hash, timingSafeEqual } from 'node:crypto';
import type { Role } from '../contracts/control/operation.ts';
import type { IdentifyKey } from './control.ts';

export interface ControlKey {
  readonly name: string;
  readonly role: Role;
  /** SHA-256. */
  readonly digest: Buffer;
}

export const digestOf = (key: string | Buffer): Buffer => hash('sha256', key, 'buffer');

export function keyRing(keys: readonly ControlKey[]): IdentifyKey {
  return (presented) => {
    const digest = digestOf(presented);
    // All of them are compared, so that time does not tell which came near.
    const [match] = keys.filter((key) => timingSafeEqual(key.digest, digest));
    return match === undefined ? null : { name: match.name, role: match.role };
  };
}
