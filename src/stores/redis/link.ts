/**
 * The link to the server: one connection that all calls share, and another in its place when it is lost. Nothing waits for a
 * connection that is not there: a call rejects at once, and the link goes on trying.
 */
import { StoreError } from '../../sessions/store.ts';
import type { RedisAddress } from './address.ts';
import { type Connection, connect } from './connect.ts';
import type { Deadline } from './deadline.ts';
import { failure, inTime, isElsewhere, kindOf } from './failures.ts';
import type { Script } from './scripts/script.ts';

const LONGEST_PAUSE_MS = 1000;
const FIRST_PAUSE_MS = 25;
/** How long nothing may come back before the connection is taken for dead. */
const SILENT_MS = 1000;

export interface LinkDeps {
  readonly address: RedisAddress;
  /** Looks a new connection over; rejects with `StoreError` if the server must not be used as it is. */
  readonly verify: (connection: Connection) => Promise<void>;
}

export class Link {
  readonly #deps: LinkDeps;
  #connection: Connection | null = null;
  /** Why there is none. */
  #why: StoreError;
  #lastAnswerMs = 0;
  #pause: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(deps: LinkDeps) {
    this.#deps = deps;
    this.#why = new StoreError(`${deps.address.name}: not connected yet.`);
  }

  /** Rejects with `StoreError` when the first try fails. */
  async open(): Promise<void> {
    await this.#connect();
  }

  /** For commands that have to go the same way one after the other. */
  get connection(): Connection {
    if (this.#connection === null) throw this.#why;
    return this.#connection;
  }

  async run(script: Script, key: string, args: readonly string[], deadline: Deadline): Promise<unknown> {
    const rest = ['1', key, ...args];
    try {
      return await this.send(['EVALSHA', script.sha1, ...rest], deadline);
    } catch (error) {
      // The server has forgotten its scripts, and has not run this one.
      if (!(error instanceof NoSuchScript)) throw error;
      return this.send(['EVAL', script.source, ...rest], deadline);
    }
  }

  async send(
    command: readonly string[],
    deadline: Deadline,
    connection: Connection = this.connection,
  ): Promise<unknown> {
    const sentMs = performance.now();
    const { address } = this.#deps;
    // Nobody waits for it any more, so that it would only be in the way of others.
    if (deadline.leftMs === 0) throw inTime(address);
    try {
      return await deadline.within(this.#heard(connection.send(command)), () => inTime(address));
    } catch (error) {
      if (kindOf(error) === 'NOSCRIPT') throw new NoSuchScript();
      const words = failure(address, error);
      // Nothing at all has come back: the other side may be gone without a word.
      const isSilent = performance.now() - Math.max(sentMs, this.#lastAnswerMs) > SILENT_MS;
      if (isSilent || isElsewhere(error)) this.#lose(connection, words);
      throw words;
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#pause);
    this.#connection?.destroy();
    this.#connection = null;
  }

  async #heard(answer: Promise<unknown>): Promise<unknown> {
    try {
      return await answer;
    } finally {
      this.#lastAnswerMs = performance.now();
    }
  }

  #lose(connection: Connection, why: StoreError): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    this.#why = why;
    connection.onLost = null;
    connection.destroy();
    this.#tryAgain(0);
  }

  #tryAgain(tries: number): void {
    if (this.#closed) return;
    const most = tries === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
    const pauseMs = most * (0.5 + Math.random() / 2);
    this.#pause = setTimeout(() => {
      this.#connect().catch((error: unknown) => {
        this.#why = failure(this.#deps.address, error);
        this.#tryAgain(Math.min(tries + 1, 10));
      });
    }, pauseMs);
  }

  async #connect(): Promise<void> {
    const { address, verify } = this.#deps;
    const connection = await connect(address);
    let lost: unknown = null;
    connection.onLost = (error) => {
      lost = error;
    };
    try {
      await verify(connection);
      if (lost !== null) throw failure(address, lost);
    } catch (error) {
      connection.destroy();
      throw error;
    }
    if (this.#closed) {
      connection.destroy();
      return;
    }
    connection.onLost = (error) => this.#lose(connection, failure(address, error));
    this.#connection = connection;
  }
}

class NoSuchScript extends Error {}
