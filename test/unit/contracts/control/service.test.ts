import { describe, expect, it, test } from 'vitest';
import type { ControlEdge } from '../../../../src/contracts/control/operation.ts';
import {
  controlOperations,
  methodNotAllowed,
  unknownPath,
} from '../../../../src/contracts/control/registry.ts';
import { declarations } from '../../../../src/kit/documents.ts';
import { about, challenged, example } from '../documented.ts';
import { call, control } from './deps.ts';

const operations = Object.entries(controlOperations);
const { readHealth, readReadiness, readMetrics } = controlOperations;
const refusals: Readonly<Record<number, ControlEdge>> = {
  400: { kind: 'invalid-input', at: 'the path', problem: 'is not percent-encoded UTF-8' },
  401: { kind: 'unauthenticated', reason: 'missing' },
  403: { kind: 'role-forbidden' },
  500: { kind: 'fault' },
};

describe('how the server is', () => {
  it('is alive as long as it answers', async () => {
    expect(await readHealth.answer(call(), control(), about())).toStrictEqual(example('readHealth', 200));
  });

  it('is ready while the store can be reached, and only then', async () => {
    const ready = (isReady: boolean) =>
      readReadiness.answer(call(), control({}, { isReady: async () => isReady }), about());
    expect(await ready(true)).toStrictEqual(example('readReadiness', 200));
    expect(await ready(false)).toStrictEqual(example('readReadiness', 503));
  });

  it('is told in the text format of Prometheus', async () => {
    const deps = control({}, { metrics: async () => 'up 1\n' });
    expect(await readMetrics.answer(call(), deps, about())).toStrictEqual({
      status: 200,
      headers: {},
      body: { mediaType: 'text/plain; version=0.0.4; charset=utf-8', text: 'up 1\n' },
    });
  });
});

describe('who may call an operation', () => {
  test.each(operations)('%s', (operationId, { roles }) => {
    const open = ['readHealth', 'readReadiness'];
    const ofBoth = ['readMetrics', 'introspectToken'];
    if (open.includes(operationId)) expect(roles).toBeNull();
    else expect(roles).toStrictEqual(ofBoth.includes(operationId) ? ['admin', 'check'] : ['admin']);
  });
});

describe('a refusal is said as the document shows it', () => {
  const declares = (operationId: string, status: number) =>
    declarations.some((one) => one.operationId === operationId && one.status === status);
  const rows = operations.flatMap(([operationId, operation]) =>
    [400, 403, 500]
      .filter((status) => declares(operationId, status))
      .map((status) => [operationId, status, operation, refusals[status]] as const),
  );

  test.each(rows)('%s %i', (operationId, status, operation, outcome) => {
    // That 403 has the example of its other cause.
    const from = status === 403 && operationId === 'registerSession' ? 'listSessions' : operationId;
    const isOfForm = status === 400 && ['introspectToken', 'revokeToken'].includes(operationId);
    const said = isOfForm ? { kind: 'invalid-input', at: 'token', problem: 'is required' } : outcome;
    const headers =
      status === 403 ? { 'WWW-Authenticate': 'Bearer realm="logoutd", error="insufficient_scope"' } : {};
    const expected = { ...example(from, status), headers };
    expect(operation.refuse(said as ControlEdge, about())).toStrictEqual(expected);
  });

  const keyed = operations.filter(([operationId]) => declares(operationId, 401));
  test.each(keyed)(
    '%s 401, with a challenge that names no error where there is no key',
    (operationId, operation) => {
      expect(operation.refuse(refusals[401] as ControlEdge, about())).toStrictEqual({
        ...example(operationId, 401),
        headers: { 'WWW-Authenticate': 'Bearer realm="logoutd"' },
      });
    },
  );

  test.each(keyed)(
    '%s 401, with a challenge that says so where the key is not ours',
    (operationId, operation) => {
      const answer = operation.refuse({ kind: 'unauthenticated', reason: 'key_unknown' }, about());
      expect(answer.headers).toStrictEqual(challenged(operationId, 401).headers);
      expect(answer.body).toMatchObject({ json: { detail: 'The key is not one of this server.' } });
    },
  );

  test('what no path has is not found, and what a path lacks is not allowed', () => {
    const problem = (status: number, title: string, detail: RegExp) => ({
      status,
      headers: {},
      body: {
        mediaType: 'application/problem+json',
        json: {
          type: 'about:blank',
          title,
          status,
          detail: expect.stringMatching(detail),
          requestId: 'req-12345',
        },
      },
    });
    expect(methodNotAllowed(about())).toStrictEqual(
      problem(405, 'Method Not Allowed', /not support the method/),
    );
    expect(unknownPath(about())).toStrictEqual(problem(404, 'Not Found', /^No contract has this path\./));
  });
});
