/**
 * Whether Redis is busy with a file of its data (BGREWRITEAOF, BGSAVE): each write then copies memory that the file is
 * made of and shares the disk with it, so that all who ask wait longer. What can be done later is done later.
 */
import type { Deadline } from './deadline.ts';
import type { Link } from './link.ts';

/** A file that takes longer is not waited for: what is never forgotten would fill the memory. */
const WAITED_FOR_SECONDS = 600;

/** Rejects with `StoreError`. */
export async function isBusy(link: Link, deadline: Deadline): Promise<boolean> {
  return saysBusy(String(await link.send(['INFO', 'persistence'], deadline)));
}

/** `info`: the answer to INFO. A server that does not say is not busy. */
export function saysBusy(info: string): boolean {
  const value = (name: string) => Number(new RegExp(`^${name}:(-?\\d+)\\r?$`, 'm').exec(info)?.[1] ?? 0);
  const isWriting = (flag: string, seconds: string) =>
    value(flag) === 1 && value(seconds) <= WAITED_FOR_SECONDS;
  return (
    isWriting('aof_rewrite_in_progress', 'aof_current_rewrite_time_sec') ||
    isWriting('rdb_bgsave_in_progress', 'rdb_current_bgsave_time_sec')
  );
}
