import { describe, expect, it, test } from 'vitest';
import { gsm } from '../../../src/contracts/gsm.ts';
import { about, challenged, example } from './documented.ts';
import { expired, fault, loggedOut, missing, others, tooMany } from './outcomes.ts';
import { cookie } from './settings.ts';

const OPERATION = 'gsmLogout';
const { present, methodNotAllowed } = gsm(cookie('gsm_token'));
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('gsm answers as its document shows it', () => {
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

  test('a refused token in production, without details', () => {
    expect(present(expired, about())).toStrictEqual(challenged(OPERATION, 401, 'production'));
  });

  test('a refused token elsewhere, with the sentence and the id that the request brought', () => {
    const request = about({ broughtId: TRACE_ID, showDetails: true });
    expect(present(expired, request)).toStrictEqual(challenged(OPERATION, 401, 'elsewhere'));
  });

  test('a missing token, with a challenge that names no error', () => {
    expect(present(missing, about()).headers).toStrictEqual({ 'WWW-Authenticate': 'Bearer' });
  });
});

describe('the envelope of gsm', () => {
  const bodyOf = (answer: ReturnType<typeof present>) => (answer.body as { json: object }).json;

  it.each([loggedOut(), expired, tooMany, fault])('has the id that the request brought: $kind', (outcome) => {
    expect(bodyOf(present(outcome, about({ broughtId: TRACE_ID })))).toHaveProperty('traceId', TRACE_ID);
  });

  it('says that another method is not allowed', () => {
    expect(methodNotAllowed(about({ broughtId: TRACE_ID }))).toStrictEqual({
      status: 405,
      headers: {},
      body: {
        mediaType: 'application/json',
        json: {
          success: false,
          message: 'Method not allowed',
          data: null,
          errorType: 'MethodNotAllowed',
          traceId: TRACE_ID,
          details: null,
        },
      },
    });
  });
});
