/** Which store is on a server. Nothing is changed. */
import type { RedisAddress } from './address.ts';
import { Deadline } from './deadline.ts';
import { listOf } from './fields.ts';
import { knownOf } from './known.ts';
import type { Link } from './link.ts';
import { reach } from './reach.ts';
import { newerStore, otherStore, type Purpose, storeMissing, unfinishedCopy } from './refusals.ts';
import { canBeRead, isCopying, SCHEMA } from './schema.ts';
import { LOOK } from './scripts/archive/copy.ts';
import type { Durability } from './server.ts';

export interface Looked {
  /** `null`: there is none. */
  readonly identity: string | null;
  /** What of the server's settings may lose what was acknowledged, where that is put up with. */
  readonly notices: readonly string[];
}

/** `folder`: where this machine's marker lies. Rejects with `StoreOpenError` where a server would not open it. */
export function lookAt(address: RedisAddress, folder: string, durability: Durability): Promise<Looked> {
  return reach(address, durability, async ({ link, waiting, server }) => {
    const found = await identify(link, address, { folder, purpose: 'serve' });
    link.close();
    waiting?.close();
    return { identity: found?.identity ?? null, notices: server.notices };
  });
}

/** `null`: there is no store, nor should there be one. */
export async function identify(
  link: Link,
  address: RedisAddress,
  { folder, purpose }: { readonly folder: string; readonly purpose: Purpose },
): Promise<{ readonly identity: string; readonly schema: string } | null> {
  const { marker, identity: known } = knownOf(address, folder);
  const answer = listOf(await link.run(LOOK, `${address.prefix}meta`, [], new Deadline()));
  const [identity, schema] = answer.map((one) => (one === null ? null : String(one)));
  if (identity === undefined || identity === null) {
    if (known !== null) throw storeMissing(address, marker, purpose);
    return null;
  }
  if (known !== null && known !== identity) throw otherStore(address, marker, purpose);
  if (isCopying(schema ?? '')) throw unfinishedCopy(address);
  if (!canBeRead(schema ?? '')) throw newerStore(address, schema ?? 'unknown', SCHEMA);
  return { identity, schema: schema ?? SCHEMA };
}
