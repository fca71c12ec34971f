import { describe, expect, test } from 'vitest';
import { session } from '../../../src/contracts/session.ts';
import { about, challenged, example } from './documented.ts';
import { expired, fault, loggedOut, missing, others, tooMany } from './outcomes.ts';

const OPERATION = 'sessionLogout';
const { present, methodNotAllowed } = session;

describe('session answers as its document shows it', () => {
  test.each([
    ['a logout', loggedOut(), 200],
    ['a limit', tooMany, 429],
    ['a fault', fault, 500],
  ] as const)('%s', (_, outcome, status) => {
    expect(present(outcome, about())).toStrictEqual(example(OPERATION, status));
  });

  test.each(others(['logged-out', 'unauthenticated', 'too-many-requests']))(
    '$kind, as a fault',
    (outcome) => {
      expect(present(outcome, about())).toStrictEqual(example(OPERATION, 500));
    },
  );

  test('a refused token, with a challenge that says so', () => {
    expect(present(expired, about())).toStrictEqual(challenged(OPERATION, 401));
  });

  test('a missing token, with a challenge that names no error', () => {
    expect(present(missing, about()).headers).toStrictEqual({ 'WWW-Authenticate': 'Bearer' });
  });

  test('another method, in the same envelope', () => {
    expect(methodNotAllowed(about())).toStrictEqual({
      status: 405,
      headers: {},
      body: { mediaType: 'application/json', json: { success: false, message: 'Método no permitido' } },
    });
  });
});
