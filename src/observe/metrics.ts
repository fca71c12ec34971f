/** What an operator's Prometheus reads at `/metrics`. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export type MetricsData = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

export interface Metrics {
  /** One answered request. `contract` is `none` where no contract owns it. */
  request(contract: string, status: number, durationSeconds: number): void;
  sessionEnded(contract: string, scope: string): void;
  /** A check was answered by what was known before, since the store could not say. */
  presumedActive(): void;
  /** One of several processes has ended that nobody had told to. */
  workerLost(): void;
  storeOperation(operation: string, ok: boolean, durationSeconds: number): void;
  /** Prometheus text, version 0.0.4. */
  text(): Promise<string>;
  /** The same as data, to be summed up with that of other processes. */
  data(): Promise<MetricsData>;
}

const LATENCY_BUCKETS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'logoutd_requests_total',
    help: 'Requests answered, by contract and status.',
    labelNames: ['contract', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 'logoutd_request_duration_seconds',
    help: 'Time from the request to the end of its answer, by contract.',
    labelNames: ['contract'],
    buckets: LATENCY_BUCKETS_SECONDS,
    registers,
  });
  const ended = new Counter({
    name: 'logoutd_sessions_ended_total',
    help: 'Logouts that ended something, by contract and scope.',
    labelNames: ['contract', 'scope'],
    registers,
  });
  const presumed = new Counter({
    name: 'logoutd_checks_presumed_active_total',
    help: 'Checks that an open posture answered while the store could not say.',
    registers,
  });
  const lost = new Counter({
    name: 'logoutd_workers_lost_total',
    help: 'Workers that ended though nobody had told them to, and were replaced.',
    registers,
  });
  const store = new Histogram({
    name: 'logoutd_store_operation_duration_seconds',
    help: 'Time that the store took, durability included, by operation and result.',
    labelNames: ['operation', 'result'],
    buckets: LATENCY_BUCKETS_SECONDS,
    registers,
  });
  return {
    request: (contract, status, seconds) => {
      requests.inc({ contract, status });
      duration.observe({ contract }, seconds);
    },
    sessionEnded: (contract, scope) => ended.inc({ contract, scope }),
    presumedActive: () => presumed.inc(),
    workerLost: () => lost.inc(),
    storeOperation: (operation, ok, seconds) =>
      store.observe({ operation, result: ok ? 'ok' : 'error' }, seconds),
    text: () => registry.metrics(),
    data: () => registry.getMetricsAsJSON(),
  };
}
