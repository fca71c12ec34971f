/** The keys of the control API: kept as digests, compared in constant time. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Role } from './contracts/control/operation.ts';
import type { IdentifyKey, KnownKey } from './http/control.ts';

const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest();

export function keyRing(
  keys: readonly { readonly name: string; readonly role: Role; readonly key: string }[],
): IdentifyKey {
  const known = keys.map(({ name, role, key }) => ({ name, role, digest: digestOf(key) }));
  return (presented) => {
    const digest = digestOf(presented);
    // All of them are compared, so that time does not tell which came near.
    const matches = known.filter((key) => timingSafeEqual(key.digest, digest));
    const [match] = matches;
    return match === undefined ? null : ({ name: match.name, role: match.role } satisfies KnownKey);
  };
}
