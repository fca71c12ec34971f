import { describe, expect, test } from 'vitest';
import { tenant } from '../../../src/contracts/tenant.ts';
import { about, example } from './documented.ts';
import { expired, fault, loggedOut, missing, others, tooMany } from './outcomes.ts';

const OPERATION = 'tenantLogout';
const { present, methodNotAllowed } = tenant('mark');

describe('tenant answers as its document shows it', () => {
  test.each([
    ['a logout', loggedOut(), 200, null],
    ['a refused token', expired, 401, null],
    ['a missing token', missing, 401, null],
    ['a restricted capability', { kind: 'capability-restricted' }, 403, null],
    ['a limit', tooMany, 429, null],
    ['a token that names no user', { kind: 'no-subject' }, 500, 'unexpectedState'],
    ['a fault', fault, 500, 'internalServer'],
  ] as const)('%s', (_, outcome, status, named) => {
    expect(present(outcome, about())).toStrictEqual(example(OPERATION, status, named));
  });

  test.each(
    others(['logged-out', 'unauthenticated', 'capability-restricted', 'too-many-requests', 'no-subject']),
  )('$kind, as a fault', (outcome) => {
    expect(present(outcome, about())).toStrictEqual(example(OPERATION, 500, 'internalServer'));
  });

  test('another method, in the same envelope', () => {
    expect(methodNotAllowed(about())).toStrictEqual({
      status: 405,
      headers: {},
      body: {
        mediaType: 'application/json',
        json: {
          meta: { requestId: 'req-12345', timestamp: '2025-01-15T10:30:00.000Z' },
          error: { message: 'Method not allowed', code: 'METHOD_NOT_ALLOWED', status: 405 },
        },
      },
    });
  });
});
