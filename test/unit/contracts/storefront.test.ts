import { describe, expect, it, test } from 'vitest';
import { storefront } from '../../../src/contracts/storefront.ts';
import { about, challenged, example } from './documented.ts';
import { expired, fault, invalidInput, loggedOut, missing, others, tooMany } from './outcomes.ts';
import { cookie } from './settings.ts';

const OPERATION = 'storefrontLogout';
const { present, methodNotAllowed } = storefront(cookie('refresh_token'));
const request = about({ requestId: '8d472d95-140e-414d-bbd7-26f0b82bd059', atMs: 1748353090215 });

describe('storefront answers as its document shows it', () => {
  test.each([
    ['a header that is not valid', invalidInput, 400],
    ['an account that is not active', { kind: 'account-not-active' }, 403],
    ['a restricted capability', { kind: 'capability-restricted' }, 403],
    ['a user whom the store does not admit', { kind: 'account-not-registered' }, 404],
    ['a limit', tooMany, 429],
    ['a fault', fault, 500],
  ] as const)('%s', (_, outcome, status) => {
    expect(present(outcome, request)).toStrictEqual(example(OPERATION, status));
  });

  const reachable = ['logged-out', 'unauthenticated', 'invalid-input', 'too-many-requests'] as const;
  const refusals = ['account-not-active', 'capability-restricted', 'account-not-registered'] as const;
  test.each(others([...reachable, ...refusals]))('$kind, as a fault', (outcome) => {
    expect(present(outcome, request)).toStrictEqual(example(OPERATION, 500));
  });

  test('a refused token, with a challenge that says so', () => {
    expect(present(expired, request)).toStrictEqual(challenged(OPERATION, 401));
  });

  test('a missing token, with a challenge that names no error', () => {
    expect(present(missing, request).headers).toStrictEqual({ 'WWW-Authenticate': 'Bearer' });
  });

  test('another method, in the same envelope', () => {
    const { json } = example(OPERATION, 500).body as { json: object };
    expect(methodNotAllowed(request)).toStrictEqual({
      status: 405,
      headers: {},
      body: {
        mediaType: 'application/json',
        json: {
          ...json,
          error: 'MethodNotAllowedException',
          statusCode: 405,
          message: 'Method not allowed',
        },
      },
    });
  });
});

describe('the address that a logout of storefront gives', () => {
  const ADDRESS = 'abc@gmail.com';
  const bodyOf = (outcome: ReturnType<typeof loggedOut>) => present(outcome, request);

  it("is the token's where the user has no account", () => {
    expect(bodyOf(loggedOut({ email: ADDRESS }))).toStrictEqual(example(OPERATION, 200, 'fromToken'));
  });

  it("is the account's where there is one, whatever the token says", () => {
    const outcome = loggedOut({ email: 'another@gmail.com', account: { email: ADDRESS } });
    expect(bodyOf(outcome)).toStrictEqual(example(OPERATION, 200, 'fromAccount'));
  });

  it.each([
    ['the token', loggedOut(), ''],
    ['the account', loggedOut({ email: ADDRESS, account: { email: null } }), 'db'],
  ])('is empty where %s has none', (_, outcome, source) => {
    const json = { message: 'Logout Success', data: { email: '' }, source };
    expect(bodyOf(outcome).body).toStrictEqual({ mediaType: 'application/json', json });
  });
});
