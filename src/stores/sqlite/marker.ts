/**
 * The marker: a small file beside the database that knows which database it is and how far it has come.
 * SQLite opens an emptied file, or one whose write-ahead log was lost, without a word; the marker tells.
 *
 * It is overwritten in place after every commit and never synced: after a power cut it may lag behind the
 * database, which does no harm, but it can never be ahead of it.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { isThere, putInPlace } from './files.ts';

export interface Mark {
  readonly identity: string;
  /** How many batches the database had committed. */
  readonly commits: number;
  /** Whether a process has the store open, or had when it died. */
  readonly open: boolean;
  /** Which file it was, in which run of the machine, by `homeOf`. `null`: not known, or not to be relied on. */
  readonly home: string | null;
}

const FORM =
  /^(logoutd store marker 1\nidentity ([0-9a-f]{32})\ncommits (\d{16})\nopen (yes|no )\n(?:home ([0-9a-f]{32}|-{32})\n)?)checksum ([0-9a-f]{8})\n$/;
const NO_HOME = '-'.repeat(32);

export function spellMark({ identity, commits, open, home }: Mark): string {
  const text = `logoutd store marker 1\nidentity ${identity}\ncommits ${String(commits).padStart(16, '0')}\nopen ${open ? 'yes' : 'no '}\nhome ${home ?? NO_HOME}\n`;
  return `${text}checksum ${checksum(text)}\n`;
}

export function parseMark(text: string): Mark | null {
  const [, body = '', identity = '', commits = '', open, home = NO_HOME, sum] = FORM.exec(text) ?? [];
  if (sum === undefined || sum !== checksum(body)) return null;
  return { identity, commits: Number(commits), open: open === 'yes', home: home === NO_HOME ? null : home };
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');

/** `null`: damaged. Looks twice, since another process may be writing. */
export function readMark(path: string): Mark | null {
  return parseMark(readFileSync(path, 'latin1')) ?? parseMark(readFileSync(path, 'latin1'));
}

export class Marker {
  readonly identity: string;
  readonly #file: number;
  #home: string | null;
  #commits: number;
  #behind: Mark | null = null;

  /** Makes the file if there is none. */
  constructor(path: string, mark: Mark) {
    this.identity = mark.identity;
    this.#home = mark.home;
    this.#commits = mark.commits;
    if (!isThere(path)) create(path, mark);
    this.#file = openSync(path, 'r+');
    try {
      this.#write(mark);
      fsyncSync(this.#file);
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /**
   * Notes a commit. It does not throw: what is committed is committed, and to deny it would be wrong. A mark
   * that could not be written is written with the next one, and until then `mustBeWritten` complains.
   */
  advance(commits: number): void {
    this.#commits = commits;
    const mark = { identity: this.identity, commits, open: true, home: this.#home };
    try {
      this.#write(mark);
      this.#behind = null;
    } catch {
      this.#behind = mark;
    }
  }

  /** The file may not hold what was written to it: the next start after this process looks at all of it. */
  doubt(): void {
    if (this.#home === null) return;
    this.#home = null;
    // At once: there may be no other commit.
    this.advance(this.#commits);
  }

  mustBeWritten(): void {
    if (this.#behind === null) return;
    this.#write(this.#behind);
    this.#behind = null;
  }

  /** Where another process has the store open for longer, and says how it was closed. */
  leave(): void {
    closeSync(this.#file);
  }

  /** Does not throw either: a mark that says less only makes the next start look closer. */
  close(last: { readonly commits: number; readonly clean: boolean }): void {
    try {
      const { identity } = this;
      this.#write({ identity, commits: last.commits, open: !last.clean, home: this.#home });
      fsyncSync(this.#file);
    } catch {
      // As said.
    } finally {
      closeSync(this.#file);
    }
  }

  #write(mark: Mark): void {
    writeSync(this.#file, spellMark(mark), 0, 'latin1');
  }
}

function create(path: string, mark: Mark): void {
  const draft = `${path}.${randomUUID()}.new`;
  try {
    writeFileSync(draft, spellMark(mark), { flag: 'wx', mode: 0o600, flush: true });
    putInPlace(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}
