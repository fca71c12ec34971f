/** A store on Redis as it is read for a copy, while servers serve or not. */
import type { Archive, ArchiveState, Shelves } from '../../archive/archive.ts';
import { logIdOf, originOf } from '../../opening.ts';
import type { RedisAddress } from '../address.ts';
import { Deadline } from '../deadline.ts';
import { listOf } from '../fields.ts';
import type { Link } from '../link.ts';
import { identify } from '../look.ts';
import { reach } from '../reach.ts';
import { nothingThere } from '../refusals.ts';
import { type Opened, Runner } from '../runner.ts';
import { STATE } from '../scripts/archive/walk.ts';
import { findNames, type Names } from './named.ts';
import { PATIENCE_MS } from './patience.ts';
import { shelvesOf } from './shelves.ts';

/**
 * `folder`: where this machine's marker of it lies, if there is one. Rejects with `StoreOpenError` where a server could not
 * open it, or where there is none. How well the server keeps what it is given does not matter for reading.
 */
export async function openSource(address: RedisAddress, folder: string): Promise<Archive> {
  return reach(address, 'warn', async ({ link, waiting }) => {
    waiting?.close();
    const found = await identify(link, address, { folder, purpose: 'copy from' });
    if (found === null) throw nothingThere(address);
    return new RedisArchive(link, { address, ...found });
  });
}

export class RedisArchive implements Archive {
  readonly name: string;
  readonly origin: string;
  protected readonly runner: Runner;
  /** Of the shelves that were given out last. */
  protected names: Names | null = null;
  readonly #link: Link;
  readonly #opened: Opened;

  constructor(link: Link, opened: Opened) {
    this.name = opened.address.name;
    this.origin = originOf(opened.identity);
    this.runner = new Runner(link, opened);
    this.#link = link;
    this.#opened = opened;
  }

  async state(): Promise<ArchiveState> {
    const answer = listOf(await this.runner.run(STATE, [], new Deadline(PATIENCE_MS)));
    const [commits, cursor, logId] = answer.map((one) => (one === null ? '' : String(one)));
    return {
      version: Number(commits),
      lastCursor: Number(cursor),
      logId: logId === undefined || logId === '' ? logIdOf(this.#opened.identity) : logId,
    };
  }

  async shelves(): Promise<Shelves> {
    this.names = await findNames(this.#link, this.#opened.address.prefix);
    return shelvesOf(this.runner, this.names);
  }

  async close(): Promise<void> {
    this.#link.close();
  }
}
