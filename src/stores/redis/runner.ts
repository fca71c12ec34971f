/** Runs scripts on the store that was opened, and on no other. */
import type { RedisAddress } from './address.ts';
import type { Deadline } from './deadline.ts';
import type { Link } from './link.ts';
import { META } from './names.ts';
import type { Script } from './scripts/script.ts';

export interface Opened {
  readonly address: RedisAddress;
  readonly identity: string;
  readonly schema: string;
}

export class Runner {
  readonly #link: Link;
  readonly #opened: readonly string[];
  readonly #key: string;

  constructor(link: Link, { address, identity, schema }: Opened) {
    this.#link = link;
    this.#opened = [identity, schema];
    this.#key = address.prefix + META;
  }

  run(script: Script, args: readonly string[], deadline: Deadline): Promise<unknown> {
    return this.#link.run(script, this.#key, this.#with(args), deadline);
  }

  /** Runs it, and after it a command that is about this very connection. Gives the answer to that. */
  async runWith(script: Script, command: readonly string[], deadline: Deadline): Promise<unknown> {
    const { connection } = this.#link;
    const [, answer] = await Promise.all([
      this.#link.send(['EVAL', script.source, '1', this.#key, ...this.#with([])], deadline, connection),
      this.#link.send(command, deadline, connection),
    ]);
    return answer;
  }

  #with(args: readonly string[]): string[] {
    return [...this.#opened, ...args];
  }
}
