/** The server as it was found last: whether it may be used, and what it can do. */
import { StoreError } from '../../sessions/store.ts';
import type { RedisAddress } from './address.ts';
import type { Connection } from './connect.ts';
import { inspectServer } from './inspect.ts';

/** `strict`: a server whose settings may lose what was acknowledged is not used. `warn`: it is, with a notice each. */
export type Durability = 'strict' | 'warn';

export class Server {
  readonly #address: RedisAddress;
  readonly #durability: Durability;
  hasWaitAof = false;
  notices: readonly string[] = [];

  constructor(address: RedisAddress, durability: Durability) {
    this.#address = address;
    this.#durability = durability;
  }

  /** Rejects with `StoreError`. */
  async verify(connection: Connection): Promise<void> {
    const { name } = this.#address;
    const { unfit, unsafe, hasWaitAof } = await inspectServer(this.#address, connection);
    if (unfit !== null) throw new StoreError(`${name}: ${unfit}.`);
    if (this.#durability === 'strict' && unsafe.length > 0) {
      throw new StoreError(
        `${name}: ${unsafe.join('; ')}; by CONFIG SET and in its configuration file. Or set LOGOUTD_REDIS_DURABILITY=warn, and accept that a crash or a full memory loses what was acknowledged.`,
      );
    }
    this.hasWaitAof = hasWaitAof;
    this.notices = unsafe.map((one) => `${name}: ${one}.`);
  }
}
