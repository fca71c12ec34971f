/** One connection to the server that holds the store: in a cluster, the master of its slot. It never reconnects itself. */
import { createClient } from '@redis/client';
import { StoreError } from '../../sessions/store.ts';
import type { Node, RedisAddress } from './address.ts';
import { Deadline, OPERATION_MS } from './deadline.ts';
import { failure, inTime } from './failures.ts';
import { listOf } from './fields.ts';
import { readTlsFiles } from './tls-files.ts';

export interface Connection {
  send(command: readonly string[]): Promise<unknown>;
  /** Rejects at once what it has not answered yet. */
  destroy(): void;
  /** Called once, when it is of no use any more. */
  onLost: ((error: unknown) => void) | null;
}

/** Rejects with `StoreError`. */
export async function connect(address: RedisAddress): Promise<Connection> {
  let last: StoreError | null = null;
  for (const node of address.nodes) {
    try {
      return await toMaster(address, await open(address, node), node);
    } catch (error) {
      last = failure(address, error);
    }
  }
  throw last ?? new StoreError(`${address.name}: there is no address.`);
}

async function open(address: RedisAddress, { host, port }: Node): Promise<Connection> {
  const { username, password, database, tls } = address;
  // The deadline below comes first: which of the two it was would decide what is said.
  const socket = { host, port, connectTimeout: 2 * OPERATION_MS, reconnectStrategy: false as const };
  const client = createClient({
    // The older protocol: all servers speak it, and its answers are the same in all of them.
    RESP: 2,
    socket: tls === null ? socket : { ...socket, tls: true, ...serverName(host), ...readTlsFiles(address) },
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    database,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // Deadlines are ours: an answer may still be of use to nobody after them.
    commandOptions: { timeout: 0 },
  });
  let reason: unknown;
  const connection: Connection = {
    send: (command) => client.sendCommand([...command]) as Promise<unknown>,
    destroy: () => client.destroy(),
    onLost: null,
  };
  client.on('error', (error: unknown) => {
    // What follows from it says less.
    reason ??= error;
    connection.onLost?.(error);
  });
  try {
    await new Deadline().within(client.connect(), () => inTime(address));
    return connection;
  } catch (error) {
    client.destroy();
    throw error instanceof StoreError ? error : (reason ?? error);
  }
}

/** Names, not addresses, are what TLS announces to a server. */
export const serverName = (host: string) => (/^[\d.]+$|:/.test(host) ? {} : { servername: host });

async function toMaster(address: RedisAddress, first: Connection, node: Node): Promise<Connection> {
  try {
    const ask = (...command: string[]) => new Deadline().within(first.send(command), () => inTime(address));
    const isCluster = /^redis_mode:cluster\r?$/m.test(String(await ask('INFO', 'server')));
    if (!isCluster && address.nodes.length === 1) return first;
    if (!isCluster) {
      throw new StoreError(
        `${address.name}: several addresses are those of a cluster, and this server is of none. Name one server in LOGOUTD_STORE.`,
      );
    }
    const slot = Number(await ask('CLUSTER', 'KEYSLOT', `${address.prefix}meta`));
    const [own, slots] = [await ask('CLUSTER', 'MYID'), listOf(await ask('CLUSTER', 'SLOTS'))];
    const range = slots.map(listOf).find(([from, to]) => Number(from) <= slot && slot <= Number(to));
    const [host, port, id] = range?.[2] === undefined ? [] : listOf(range[2]);
    if (port === undefined) {
      throw new StoreError(
        `${address.name}: no node of its cluster has slot ${slot}, where the store is. See CLUSTER SLOTS.`,
      );
    }
    if (id === own) return first;
    first.destroy();
    const known = typeof host === 'string' && host !== '' && host !== '?';
    return await open(address, { host: known ? host : node.host, port: Number(port) });
  } catch (error) {
    first.destroy();
    throw error;
  }
}
