import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPosition, writePosition } from '../../../../src/contracts/control/cursor.ts';
import { controlOperations } from '../../../../src/contracts/control/registry.ts';
import { endSession } from '../../../../src/sessions/end-session.ts';
import type { SessionId } from '../../../../src/sessions/identity.ts';
import { about, example } from '../documented.ts';
import { type Control, call, control, DAY_MS, SESSION_ID, START_MS } from './deps.ts';

const list = (deps: Control, query = {}) =>
  controlOperations.listSessions.answer(call({ query }), deps, about());
const bodyOf = async (deps: Control, query = {}) =>
  (
    (await list(deps, query)).body as {
      json: { sessions: { sessionId: string }[]; nextCursor: string | null };
    }
  ).json;
const idsOf = async (deps: Control, query = {}) =>
  (await bodyOf(deps, query)).sessions.map(({ sessionId }) => sessionId);
const register = (deps: Control, body: object) =>
  controlOperations.registerSession.answer(call({ body }), deps, about());

/** The moment of the document's listing. */
const seenMs = START_MS + 30 * 60_000;
const rules = {
  effect: 'mark',
  repeatable: true,
  needsSubject: false,
  asksActiveAccount: false,
  asksCapability: false,
  asksRegisteredAccount: false,
} as const;
const logOut = (deps: Control, sessionId: string, effect: 'mark' | 'revoke', tenant: string | null) =>
  endSession(deps, {
    credentials: [
      {
        issuer: 'default',
        subject: 'user-42',
        sessionId: sessionId as SessionId,
        tenant,
        email: null,
        issuedAtMs: START_MS,
        expiresAtMs: START_MS + DAY_MS,
        keyId: null,
        maxLifetimeMs: 30 * DAY_MS,
      },
    ],
    accompanying: [],
    tenant: null,
    intent: { scope: 'current' },
    reason: 'Lost phone',
    by: 'platform',
    rules: { ...rules, effect },
  });

describe('listing sessions', () => {
  it('shows active and ended ones as the document does', async () => {
    const deps = control();
    const device = { name: 'Work laptop', userAgent: 'Mozilla/5.0', ip: '192.0.2.7' };
    const known = {
      subject: 'user-42',
      tenant: 'acme',
      email: 'abc@gmail.com',
      sessionId: SESSION_ID,
      device,
    };
    await register(deps, known);
    deps.clockMs = seenMs;
    await logOut(deps, SESSION_ID, 'mark', 'acme');
    await logOut(deps, 'jti:8c1f', 'mark', null);
    deps.clockMs = START_MS + 45 * 60_000;
    await logOut(deps, 'jti:8c1f', 'revoke', null);
    const { sessions } = await bodyOf(deps);
    const documented = (example('listSessions', 200).body as { json: { sessions: object[] } }).json.sessions;
    // A logout is a sighting too: the document's session was last seen before it ended.
    expect(sessions).toStrictEqual([
      documented[0],
      { ...documented[1], lastSeenAt: '2025-01-15T10:45:00.000Z' },
    ]);
  });

  it('goes on where the page before it ended, until there is no more', async () => {
    const deps = control();
    for (const sessionId of ['a', 'b', 'c']) await register(deps, { subject: 'user-42', sessionId });
    const first = await bodyOf(deps, { limit: 2 });
    expect(first.sessions.map(({ sessionId }) => sessionId)).toStrictEqual(['a', 'b']);
    const second = await bodyOf(deps, { limit: 2, cursor: first.nextCursor });
    expect(second).toMatchObject({ sessions: [{ sessionId: 'c' }], nextCursor: null });
  });

  it('gives 50 sessions at a time unless told otherwise', async () => {
    const deps = control();
    for (let n = 0; n < 51; n += 1) await register(deps, { subject: 'user-42', sessionId: `s${n}` });
    expect(await idsOf(deps)).toHaveLength(50);
  });

  it('has only those that match every filter', async () => {
    const deps = control();
    await register(deps, { subject: 'ada', sessionId: 'a', tenant: 'acme' });
    await register(deps, { subject: 'bob', sessionId: 'b', tenant: 'acme' });
    await register(deps, { subject: 'bob', sessionId: 'c' });
    await controlOperations.endSession.answer(call({ path: { sessionId: 'c' } }), deps, about());
    expect(await idsOf(deps, { subject: 'bob' })).toStrictEqual(['b', 'c']);
    expect(await idsOf(deps, { tenant: 'acme' })).toStrictEqual(['a', 'b']);
    expect(await idsOf(deps, { state: 'active' })).toStrictEqual(['a', 'b']);
    expect(await idsOf(deps, { subject: 'bob', state: 'ended' })).toStrictEqual(['c']);
    expect(await idsOf(deps, { issuer: 'another' })).toStrictEqual([]);
  });

  it('refuses a cursor that no listing gave', async () => {
    expect(await list(control(), { cursor: 'c2Vzc2lvbi00Mg' })).toMatchObject({
      status: 400,
      body: { json: { title: 'Bad Request', detail: 'cursor is not one that a listing gave.' } },
    });
  });
});

describe('a cursor', () => {
  const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('gives back the place that it was made of, in letters that need no encoding', () => {
    const places = fc.record({
      startedAtMs: fc.maxSafeInteger(),
      issuer: fc.string(),
      sessionId: fc.string(),
    });
    fc.assert(
      fc.property(places, (place) => {
        const position = { ...place, sessionId: place.sessionId as SessionId };
        expect(writePosition(position)).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(readPosition(writePosition(position))).toStrictEqual(position);
      }),
    );
  });

  it.each([
    ['a member too few', [1, 'default']],
    ['a member too many', [1, 'default', 's1', 's2']],
    ['a time that is none', [1.5, 'default', 's1']],
    ['an issuer that is no text', [1, 2, 's1']],
    ['a session that is no text', [1, 'default', 3]],
    ['no list', { length: 3, 0: 1, 1: 'default', 2: 's1' }],
    ['nothing', null],
  ])('with %s is none', (_, value) => {
    expect(readPosition(written(value))).toBeUndefined();
  });
});
