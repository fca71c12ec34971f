import { describe, expect, it, test } from 'vitest';
import { platform } from '../../../src/contracts/platform.ts';
import { readSessionId } from '../../../src/sessions/identity.ts';
import { digest } from '../../../src/tokens/digest.ts';
import { about, challenged, example, sent } from './documented.ts';
import { contradiction, expired, fault, invalidInput, loggedOut, missing, tooMany } from './outcomes.ts';

const OPERATION = 'platformLogout';
const say = (outcome: Parameters<typeof platform.present>[0]) => platform.present(outcome, about());

describe('platform answers as its document shows it', () => {
  test.each([
    ['a logout', loggedOut(), 200],
    ['an account that is not active', { kind: 'account-not-active' }, 403],
    ['a restricted capability', { kind: 'capability-restricted' }, 403],
    ['a token without a user that asks for more than its own end', { kind: 'no-subject' }, 403],
    ['a session that nobody knows', { kind: 'session-not-found' }, 404],
    ['another session that has ended', { kind: 'session-already-ended' }, 409],
    ['a limit', tooMany, 429],
    ['a fault', fault, 500],
    ['what it cannot meet, as a fault', { kind: 'account-not-registered' }, 500],
  ] as const)('%s', (_, outcome, status) => {
    expect(say(outcome)).toStrictEqual(example(OPERATION, status));
  });

  test('a refused token, with a challenge that says so', () => {
    expect(say(expired)).toStrictEqual(challenged(OPERATION, 401));
  });

  test('a missing token, with a challenge that names no error', () => {
    const headers = { 'WWW-Authenticate': 'Bearer' };
    expect(say(missing)).toStrictEqual({ ...example(OPERATION, 401), headers });
  });

  test.each([
    [400, invalidInput, 'scope must be equal to one of'],
    [422, contradiction, 'sessionId cannot be sent with a scope'],
  ] as const)('%i, whose description goes on to name the member at fault', (status, outcome, fault) => {
    const { headers, body } = example(OPERATION, status);
    const { description, ...rest } = (body as { json: { description: string } }).json;
    expect(say(outcome)).toStrictEqual({
      status,
      headers,
      body: { mediaType: 'application/json', json: { ...rest, description: `${description}: ${fault}` } },
    });
  });

  test('another method, in the same envelope', () => {
    expect(platform.methodNotAllowed(about())).toStrictEqual({
      status: 405,
      headers: {},
      body: {
        mediaType: 'application/json',
        json: {
          message: 'Method not allowed',
          description: expect.stringMatching(/^This path .*method/),
          code: 'METHOD_NOT_ALLOWED',
        },
      },
    });
  });
});

describe('a body of platform', () => {
  const read = (body: unknown) => platform.readRequest?.(body, digest);
  const id = '4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77';

  it.each([undefined, null, {}])('that is %j asks for the current session', (body) => {
    expect(read(body)).toStrictEqual({ intent: { scope: 'current' }, reason: null });
  });

  it.each([
    ['current', { intent: { scope: 'current' }, reason: null }],
    ['others', { intent: { scope: 'others' }, reason: 'Signed out everywhere else' }],
    ['all', { intent: { scope: 'all' }, reason: 'Password changed' }],
    ['named', { intent: { scope: 'named', sessionId: id }, reason: 'Lost phone' }],
  ])('asks for what the example "%s" says', (name, asked) => {
    expect(read(sent(OPERATION, name))).toStrictEqual(asked);
  });

  it('names a session in either spelling', () => {
    expect(read({ sessionId: 'sid:abc' })?.intent).toStrictEqual({
      scope: 'named',
      sessionId: readSessionId('abc', digest),
    });
  });

  it('is refused where it has a sessionId and a scope, and keeps its reason', () => {
    expect(read({ scope: 'all', sessionId: id, reason: 'Lost phone' })).toStrictEqual({
      intent: { scope: 'refused', refusal: contradiction },
      reason: 'Lost phone',
    });
  });
});
