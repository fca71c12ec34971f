/** `readHealth`, `readReadiness`, `readMetrics` of the control API. */
import type { operations } from '../../../generated/control.ts';
import { presenter, sayer, textSayer } from '../presenter.ts';
import { type ControlEdge, operation, PROBLEM, type Problem, problem, refusals } from './operation.ts';

/** What an operation without parameters, body and key cannot meet. */
type Open = 'invalid-input' | 'contradictory-input' | 'unauthenticated' | 'role-forbidden';

type ReadHealth = operations['readHealth'];
const sayHealth = sayer<ReadHealth>();

export const readHealthOperation = operation<ReadHealth, { kind: 'alive' }>()({
  roles: null,
  run: async () => ({ kind: 'alive' }),
  present: presenter<ReadHealth, { kind: 'alive' } | ControlEdge, Open>()({
    alive: () => sayHealth(200, { status: 'ok' }),
    fault: refusals.fault,
  }),
});

type ReadReadiness = operations['readReadiness'];
const sayReady = sayer<ReadReadiness>();
const refuseReady = sayer<ReadReadiness, Problem>(PROBLEM);

export const readReadinessOperation = operation<ReadReadiness, { kind: 'ready' }>()({
  roles: null,
  run: async (_, deps) => ((await deps.isReady()) ? { kind: 'ready' } : { kind: 'fault' }),
  present: presenter<ReadReadiness, { kind: 'ready' } | ControlEdge, Open>()({
    ready: () => sayReady(200, { status: 'ready' }),
    fault: (_, about) =>
      refuseReady(
        503,
        problem(503, 'Service Unavailable', 'The store cannot be reached, or the server is stopping.', about),
      ),
  }),
});

type ReadMetrics = operations['readMetrics'];
type Metrics = { readonly kind: 'metrics'; readonly text: string };
const sayMetrics = textSayer<ReadMetrics>('text/plain; version=0.0.4; charset=utf-8');

export const readMetricsOperation = operation<ReadMetrics, Metrics>()({
  roles: ['admin', 'check'],
  run: async (_, deps) => ({ kind: 'metrics', text: await deps.metrics() }),
  present: presenter<
    ReadMetrics,
    Metrics | ControlEdge,
    'invalid-input' | 'contradictory-input' | 'role-forbidden'
  >()({
    metrics: ({ text }) => sayMetrics(200, text),
    unauthenticated: refusals.unauthenticated,
    fault: refusals.fault,
  }),
});
