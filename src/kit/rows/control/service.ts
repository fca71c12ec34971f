/** control: `readHealth`, `readReadiness`, `readMetrics`. */
import { metricsText } from '../../metrics.ts';
import { byAdmin, byCheck, controlRows, problem } from './shared.ts';

const on = 'in production';

export const service = controlRows([
  { operationId: 'readHealth', status: 200, on, when: 'the process can answer', ask: () => ({}) },
  {
    operationId: 'readHealth',
    status: 200,
    on: 'with a damaged store',
    when: 'the process can answer, whatever the store does',
    ask: () => ({}),
  },
  {
    operationId: 'readHealth',
    status: 500,
    varying: problem,
    unreachable: 'It asks neither store nor key, and has no parameter and no body: nothing in it can fail.',
  },
  { operationId: 'readReadiness', status: 200, on, when: 'the store can be reached', ask: () => ({}) },
  {
    operationId: 'readReadiness',
    status: 503,
    on: 'with a locked store',
    varying: problem,
    when: 'the store takes no writes',
    ask: () => ({}),
  },
  {
    operationId: 'readReadiness',
    status: 503,
    on: 'with a damaged store',
    varying: problem,
    when: 'the store cannot be read',
    ask: () => ({}),
  },
  {
    operationId: 'readMetrics',
    status: 200,
    mediaType: 'text/plain',
    on,
    varying: { '': metricsText },
    when: 'the key is a check key',
    ask: (target) => byCheck(target),
  },
  {
    operationId: 'readMetrics',
    status: 200,
    mediaType: 'text/plain',
    on,
    varying: { '': metricsText },
    when: 'the key is the admin key',
    ask: (target) => byAdmin(target),
  },
  {
    operationId: 'readMetrics',
    status: 401,
    on,
    varying: problem,
    when: 'there is no key',
    ask: () => ({}),
  },
  {
    operationId: 'readMetrics',
    status: 500,
    varying: problem,
    unreachable: 'It reads counters in memory and never the store; what it reads of the process cannot fail.',
  },
]);
