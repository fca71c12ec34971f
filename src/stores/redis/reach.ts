/** The links to a server, once it was looked over. */
import { StoreError } from '../../sessions/store.ts';
import type { RedisAddress } from './address.ts';
import type { Connection } from './connect.ts';
import { StoreAwayError } from './failures.ts';
import { Link } from './link.ts';
import { notOpened } from './refusals.ts';
import { mixedUp } from './scheme.ts';
import { SCRIPTS } from './scripts/all.ts';
import { type Durability, Server } from './server.ts';
import { faultOfTlsFiles } from './tls-files.ts';

export interface Reached {
  readonly link: Link;
  /** A connection of its own for waiting on replicas; `null`: nobody waits. */
  readonly waiting: Link | null;
  readonly server: Server;
}

/** What `use` makes of it, which may go on using it; where it rejects the links are closed. Rejects with `StoreOpenError`. */
export async function reach<R>(
  address: RedisAddress,
  durability: Durability,
  use: (reached: Reached) => Promise<R>,
): Promise<R> {
  const fault = faultOfTlsFiles(address);
  if (fault !== null) throw fault;
  const server = new Server(address, durability);
  const verify = async (connection: Connection): Promise<void> => {
    // If the server will not have them now, each is sent along when it is wanted.
    for (const { source } of SCRIPTS) connection.send(['SCRIPT', 'LOAD', source]).catch(() => {});
    await server.verify(connection);
  };
  const link = new Link({ address, verify });
  const waiting = address.waitReplicas > 0 ? new Link({ address, verify }) : null;
  try {
    await link.open().catch(async (error: unknown) => {
      throw (error instanceof StoreAwayError ? await mixedUp(address) : null) ?? error;
    });
    await waiting?.open();
    return await use({ link, waiting, server });
  } catch (error) {
    link.close();
    waiting?.close();
    throw error instanceof StoreError ? notOpened(error) : error;
  }
}
