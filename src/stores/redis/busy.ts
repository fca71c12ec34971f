/**
 * Whether Redis is busy with a file of its data (BGREWRITEAOF, BGSAVE): each write then copies memory that the file is
 * made of and shares the disk with it, so that all who ask wait longer. What can be done later is done later.
 */
import { Deadline } from './deadline.ts';
import type { Link } from './link.ts';

/** By then what waits is done all the same, until Redis is idle: one file may come after the other. */
const WAITS_AT_MOST_MS = 600_000;
/** Of the memory that it may take: forgetting is what makes room. */
const SHORT_OF_MEMORY = 0.9;

export interface BusyDeps {
  readonly link: Pick<Link, 'send'>;
  /** Milliseconds that only ever grow, like `performance.now`. */
  readonly elapsed: () => number;
}

export class Busy {
  readonly #deps: BusyDeps;
  /** Since when it has not been seen idle. */
  #sinceMs: number | null = null;

  constructor(deps: BusyDeps) {
    this.#deps = deps;
  }

  /** Whether what can wait is to wait now. Rejects with `StoreError`. */
  async isWaitedFor(): Promise<boolean> {
    if (!saysBusy(await this.#ask('persistence'))) {
      this.#sinceMs = null;
      return false;
    }
    const nowMs = this.#deps.elapsed();
    this.#sinceMs ??= nowMs;
    return nowMs - this.#sinceMs <= WAITS_AT_MOST_MS && !saysShort(await this.#ask('memory'));
  }

  async #ask(section: string): Promise<string> {
    return String(await this.#deps.link.send(['INFO', section], new Deadline()));
  }
}

/** A server that does not say is not busy. `info`: its answer to INFO. */
export const saysBusy = (info: string): boolean => /^(aof_rewrite|rdb_bgsave)_in_progress:1\r?$/m.test(info);

function saysShort(info: string): boolean {
  const value = (name: string) => Number(new RegExp(`^${name}:(\\d+)\\r?$`, 'm').exec(info)?.[1] ?? 0);
  // 0: as much as the machine has.
  return value('maxmemory') > 0 && value('used_memory') >= SHORT_OF_MEMORY * value('maxmemory');
}
