import { statSync } from 'node:fs';
import type { StoreFiles } from './files.ts';

/** The files that the store has open, for as long as they are where they were. */
export class InPlace {
  readonly #files: StoreFiles;
  readonly #inode: number;
  /** Of the write-ahead log, once it was seen; SQLite keeps the file for as long as it is open. */
  #logInode: number | null = null;

  constructor(files: StoreFiles) {
    this.#files = files;
    this.#inode = statSync(files.database).ino;
  }

  /** An open database that was deleted or replaced takes writes that no later start will find. */
  mustBe(): void {
    const now = statSync(this.#files.database, { throwIfNoEntry: false });
    const log = statSync(this.#files.log, { throwIfNoEntry: false })?.ino ?? null;
    this.#logInode ??= log;
    if (now?.ino !== this.#inode || log !== this.#logInode) {
      throw new Error('it or its write-ahead log was deleted or replaced while it was open');
    }
  }
}
