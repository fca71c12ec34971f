/** Keeps as many workers serving as were asked for: replaces those that end, and all of them, one by one, when told to. */
import cluster from 'node:cluster';
import { Backoff } from './backoff.ts';
import type { ToPrimary } from './messages.ts';
import { NotServing, type OnOutput, Worker, type WorkerEnd } from './worker.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface SupervisorEvents {
  readonly onMessage: (worker: Worker, message: ToPrimary) => void;
  readonly onOutput: OnOutput;
  /** A worker has ended that nobody had told to; another takes its place after the pause. */
  readonly onLost: (why: WorkerEnd, pauseMs: number) => void;
  /** It has ended, told to or not. */
  readonly onGone: (worker: Worker) => void;
}

/** The place of one worker after the other. */
interface Place {
  readonly backoff: Backoff;
  worker: Worker | null;
  /** How many have been started for it; and which of them serves. */
  started: number;
  serving: number;
  timer: NodeJS.Timeout | undefined;
}

/** How long workers may take to end. They end by themselves before that. */
const GONE_WITHIN_MS = 9600;

export class Supervisor {
  readonly #events: SupervisorEvents;
  readonly #places: readonly Place[];
  /** Those that were told to end are among them until they have. */
  readonly #alive = new Set<Worker>();
  #reloading: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(program: string, count: number, events: SupervisorEvents) {
    // Each worker takes connections off the port itself. One that the primary hands out is lost with a worker that dies
    // before it has taken it, and nobody tells its client.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    cluster.setupPrimary({ exec: program, args: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.#events = events;
    this.#places = Array.from({ length: count }, () => ({
      backoff: new Backoff(),
      worker: null,
      started: 0,
      serving: 0,
      timer: undefined,
    }));
  }

  /** Resolves once all serve. Rejects with `NotServing` if the first one does not: then nobody does. */
  async start(): Promise<Address> {
    const [first, ...others] = this.#places;
    if (first === undefined) throw new Error('there is no worker to start');
    const address = await this.#fill(first);
    await Promise.all(others.map((place) => this.#fillSometime(place)));
    return address;
  }

  /** Those that answer requests: they answer questions, too. */
  get serving(): readonly Worker[] {
    return [...this.#alive].filter(({ serves }) => serves);
  }

  /**
   * Puts a new worker in each place, and then ends the old one. Resolves once no old one answers any more. Rejects with
   * `NotServing`; what is left serves on.
   */
  reload(): Promise<void> {
    const reload = async (): Promise<void> => {
      const old = [...this.#alive];
      for (const place of this.#places) {
        if (this.#stopping) return;
        clearTimeout(place.timer);
        await this.#fill(place).catch((error: unknown) => {
          // Else nobody would come there any more.
          if (error instanceof NotServing && place.worker === null) this.#replace(place, 0, error.end);
          throw error;
        });
      }
      await killedIfLate(old);
    };
    this.#reloading = this.#reloading.catch(() => undefined).then(reload);
    return this.#reloading;
  }

  /** Resolves to whether all workers have ended by themselves, and in good order. */
  async stop(): Promise<boolean> {
    this.#stopping = true;
    for (const { timer } of this.#places) clearTimeout(timer);
    const all = [...this.#alive];
    for (const worker of all) worker.tell({ kind: 'stop', forGood: true });
    const ends = await killedIfLate(all);
    return ends.every(({ code }) => code === 0);
  }

  /** Resolves once the new worker serves: the one that had its place is then told to end. Rejects with `NotServing`. */
  async #fill(place: Place): Promise<Address> {
    const worker = this.#begin();
    this.#alive.add(worker);
    place.started += 1;
    const number = place.started;
    worker.process.on('message', (message: ToPrimary) => this.#events.onMessage(worker, message));
    return new Promise((resolve, reject) => {
      let servesSinceMs = Number.NaN;
      worker.process.once('listening', ({ address, port }) => {
        servesSinceMs = performance.now();
        worker.serves = true;
        resolve({ host: address, port });
        if (this.#stopping) return worker.tell({ kind: 'stop', forGood: true });
        // One that was started later may have come to serve before.
        const isLatest = number > place.serving;
        const displaced = isLatest ? place.worker : worker;
        if (isLatest) Object.assign(place, { worker, serving: number });
        displaced?.tell({ kind: 'stop', forGood: false });
      });
      void worker.ended.then((end) => {
        this.#alive.delete(worker);
        this.#events.onGone(worker);
        reject(new NotServing(end));
        if (place.worker === worker) this.#replace(place, performance.now() - servesSinceMs, end);
      });
    });
  }

  /** @throws {NotServing} */
  #begin(): Worker {
    try {
      return new Worker(this.#events.onOutput);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new NotServing({ worker: undefined, code: null, signal: code ?? message });
    }
  }

  /** Rejects never: where it does not come to serve, another one follows. */
  async #fillSometime(place: Place): Promise<void> {
    if (this.#stopping) return;
    try {
      await this.#fill(place);
    } catch (error) {
      if (!(error instanceof NotServing)) throw error;
      // A reload may have filled it meanwhile.
      if (place.worker === null) this.#replace(place, 0, error.end);
    }
  }

  #replace(place: Place, servedMs: number, end: WorkerEnd): void {
    place.worker = null;
    if (this.#stopping) return;
    const pauseMs = place.backoff.pauseMs(servedMs);
    this.#events.onLost(end, pauseMs);
    place.timer = setTimeout(() => void this.#fillSometime(place), pauseMs);
  }
}

/** Resolves once they have all ended; those that do not in time are killed. */
async function killedIfLate(workers: readonly Worker[]): Promise<readonly WorkerEnd[]> {
  const tooLate = setTimeout(() => {
    for (const worker of workers) worker.kill();
  }, GONE_WITHIN_MS);
  const ends = await Promise.all(workers.map(({ ended }) => ended));
  clearTimeout(tooLate);
  return ends;
}
