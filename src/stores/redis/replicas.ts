/** Waiting until replicas have what was written, where `?waitReplicas=` asks for it. */
import { StoreError } from '../../sessions/store.ts';
import { Deadline } from './deadline.ts';
import type { Runner } from './runner.ts';
import { TOUCH } from './scripts/meta.ts';

/** How long replicas may take. */
const WAIT_MS = 1000;

export interface ReplicasDeps {
  /** On a connection of its own: waiting holds up all that comes after it. */
  readonly runner: Runner;
  readonly name: string;
  readonly wanted: number;
  /** Whether the server can say that replicas have it on their disks. */
  readonly hasWaitAof: () => boolean;
}

export class Replicas {
  readonly #deps: ReplicasDeps;
  #current: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  constructor(deps: ReplicasDeps) {
    this.#deps = deps;
  }

  /**
   * Resolves once enough replicas have all that was written before, whoever wrote it. A wait that begins after this was
   * called covers it, so all who call while another is under way share the next.
   */
  caughtUp(deadline: Deadline): Promise<void> {
    this.#next ??= this.#current
      .catch(() => {})
      .then(() => {
        this.#next = null;
        return this.#wait();
      });
    this.#current = this.#next;
    const { name, wanted } = this.#deps;
    return deadline.within(this.#next, () =>
      tooFew(name, `nobody knows in time whether ${wanted} replicas have`),
    );
  }

  async #wait(): Promise<void> {
    const { runner, name, wanted, hasWaitAof } = this.#deps;
    const [many, most] = [String(wanted), String(WAIT_MS)];
    const command = hasWaitAof() ? ['WAITAOF', '1', many, most] : ['WAIT', many, most];
    // The server waits for what this connection wrote last, so it has to write, too.
    const answer = await runner.runWith(TOUCH, command, new Deadline());
    const has = Number(Array.isArray(answer) ? answer[1] : answer);
    if (has >= wanted) return;
    throw tooFew(name, `${has} of ${wanted} replicas have`);
  }
}

const tooFew = (name: string, who: string): StoreError =>
  new StoreError(
    `${name}: ${who} the change. It may be in force, and a failover may lose it. Bring the replicas back (since Redis 7.2 each needs appendonly yes), or lower waitReplicas in LOGOUTD_STORE.`,
  );
