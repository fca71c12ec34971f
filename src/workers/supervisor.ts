/** Keeps as many workers serving as were asked for: replaces those that end, and all of them, one by one, when told to. */
import cluster from 'node:cluster';
import { Backoff } from './backoff.ts';
import type { ToPrimary, ToWorker } from './messages.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface SupervisorEvents {
  readonly onMessage: (worker: Worker, message: ToPrimary) => void;
  /** A worker has ended that nobody had told to; another takes its place after the pause. */
  readonly onLost: (why: WorkerEnd, pauseMs: number) => void;
  /** It has ended, told to or not. */
  readonly onGone: (worker: Worker) => void;
}

export class Worker {
  readonly process = cluster.fork();
  readonly ended: Promise<WorkerEnd>;
  serves = false;

  constructor() {
    const { pid } = this.process.process;
    this.ended = new Promise((resolve) => {
      this.process.once('exit', (code: number | null, signal: string | null) =>
        resolve({ worker: pid, code, signal }),
      );
      // Of one that is there: it could not be told something. That it has ended is told by its exit.
      this.process.on('error', (error: NodeJS.ErrnoException) => {
        if (pid === undefined) resolve({ worker: pid, code: null, signal: error.code ?? error.message });
      });
    });
  }

  tell(message: ToWorker): void {
    if (this.process.isConnected()) this.process.send(message);
  }
}

export interface WorkerEnd {
  /** Its process id, as in the lines that it logs. */
  readonly worker: number | undefined;
  readonly code: number | null;
  /** Or why it could not be started. */
  readonly signal: string | null;
}

/** A worker has ended before it served. It has said why, on standard error. */
export class NotServing extends Error {
  readonly end: WorkerEnd;

  constructor(end: WorkerEnd) {
    super(`a worker has ended before it served (${end.signal ?? `status ${end.code}`})`);
    this.end = end;
  }
}

/** The place of one worker after the other. */
interface Place {
  readonly backoff: Backoff;
  worker: Worker | null;
  timer: NodeJS.Timeout | undefined;
}

/** How long workers may take to end. They end by themselves before that. */
const GONE_WITHIN_MS = 9700;

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
    cluster.setupPrimary({ exec: program, args: [] });
    this.#events = events;
    this.#places = Array.from({ length: count }, () => ({
      backoff: new Backoff(),
      worker: null,
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
        await this.#fill(place);
      }
      await Promise.all(old.map((worker) => worker.ended));
    };
    this.#reloading = this.#reloading.catch(() => undefined).then(reload);
    return this.#reloading;
  }

  /** Resolves to whether all workers have ended by themselves. */
  async stop(): Promise<boolean> {
    this.#stopping = true;
    for (const { timer } of this.#places) clearTimeout(timer);
    const gone = [...this.#alive].map((worker) => worker.ended);
    for (const worker of this.#alive) worker.tell({ kind: 'stop' });
    let inTime = true;
    const tooLate = setTimeout(() => {
      inTime = false;
      for (const worker of this.#alive) worker.process.process.kill('SIGKILL');
    }, GONE_WITHIN_MS);
    await Promise.all(gone);
    clearTimeout(tooLate);
    return inTime;
  }

  /** Resolves once the new worker serves: the one that had its place is then told to end. Rejects with `NotServing`. */
  #fill(place: Place): Promise<Address> {
    const worker = new Worker();
    this.#alive.add(worker);
    worker.process.on('message', (message: ToPrimary) => this.#events.onMessage(worker, message));
    return new Promise((resolve, reject) => {
      let servesSinceMs = Number.NaN;
      worker.process.once('listening', ({ address, port }) => {
        servesSinceMs = performance.now();
        worker.serves = true;
        place.worker?.tell({ kind: 'stop' });
        place.worker = worker;
        resolve({ host: address, port });
      });
      void worker.ended.then((end) => {
        this.#alive.delete(worker);
        this.#events.onGone(worker);
        reject(new NotServing(end));
        if (place.worker === worker) this.#replace(place, performance.now() - servesSinceMs, end);
      });
    });
  }

  /** Rejects never: where it does not come to serve, another one follows. */
  async #fillSometime(place: Place): Promise<void> {
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
