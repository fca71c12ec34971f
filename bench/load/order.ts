/**
 * What a client is told to do for one round, and what it says of it. Both clients speak alike: they take whole HTTP
 * requests from their standard input, send each over one of so many connections as soon as the one before it was
 * answered, begin none when the time is up or the requests have run out, and wait for those that are under way. Then a
 * line says what was answered; at SIGINT another one has the latencies.
 */
export interface Order {
  readonly port: number;
  /** As they go over the wire. None has a NUL. */
  readonly requests: readonly string[];
  /** Whether to begin again at the first of them. Otherwise none is sent twice. */
  readonly again: boolean;
  /** What each body has to hold, beside the status 200. */
  readonly mustSay: string | null;
  readonly seconds: number;
  readonly connections: number;
}

export interface Answered {
  /** How many answers there were of each status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** How many bodies did not hold what they have to. */
  readonly unlike: number;
  /** From the first request to the last answer. */
  readonly elapsedMs: number;
  /** The client's own processor time meanwhile. */
  readonly cpuMs: number;
}

export interface Latencies {
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly p999: number };
  /** Connections that could not be made, or broke, and answers that took too long. */
  readonly lost: number;
}
