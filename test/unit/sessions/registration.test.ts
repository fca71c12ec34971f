import { describe, expect, it } from 'vitest';
import { readAccount, replaceAccount, replaceTenantPolicy } from '../../../src/sessions/accounts.ts';
import { endSession } from '../../../src/sessions/end-session.ts';
import { readSession, registerSession } from '../../../src/sessions/registration.ts';
import { openMemoryStore } from '../../../src/stores/memory.ts';
import { account, credential, DAY_MS, HOUR_MS, id, logout, NOW_MS, policy, registration } from './given.ts';

const RETENTION_MS = DAY_MS + 30_000;
const open = () => ({ store: openMemoryStore().store, now: () => NOW_MS });

const ref = { issuer: 'default', sessionId: id('s1') };

describe('registering a session', () => {
  it('makes it known with the moment and all that was asked', async () => {
    const deps = open();
    const asked = { email: 'ada@example.com', device: { name: 'laptop', userAgent: null, ip: null } };
    await registerSession(deps, registration(asked));
    expect(await readSession(deps, ref)).toStrictEqual({
      kind: 'session-found',
      known: {
        session: {
          issuer: 'default',
          subject: 'ada',
          tenant: null,
          sessionId: 's1',
          expiresAtMs: null,
          ...asked,
          startedAtMs: NOW_MS,
          registeredAtMs: NOW_MS,
          lastSeenAtMs: NOW_MS,
          latestTokenExpiresAtMs: null,
          keyId: null,
          end: null,
          retainUntilMs: null,
        },
        policy: null,
      },
    });
  });

  it('answers with the session and the policy of its tenant', async () => {
    const deps = open();
    await replaceTenantPolicy(deps, policy());
    expect(await registerSession(deps, registration({ tenant: 'acme' }))).toMatchObject({
      kind: 'session-registered',
      known: { session: { sessionId: 's1' }, policy: policy() },
    });
  });

  it.each([
    ['in the past', NOW_MS - 1],
    ['now', NOW_MS],
    ['past for a token, whose seconds are whole ones', NOW_MS + 999],
  ])('with an end that is %s is a contradiction, and registers nothing', async (_, expiresAtMs) => {
    const deps = open();
    expect(await registerSession(deps, registration({ expiresAtMs }))).toStrictEqual({
      kind: 'contradictory-input',
      at: 'expiresAt',
      problem: 'is in the past',
    });
    expect(await readSession(deps, ref)).toStrictEqual({ kind: 'session-not-found' });
  });

  it.each([
    ['its end and the life of its tokens have passed', NOW_MS + 1000, null, NOW_MS + 1000 + RETENTION_MS],
    ['the tokens made from now on have expired', null, NOW_MS + HOUR_MS, NOW_MS + RETENTION_MS],
    ['nobody can say when', null, null, null],
  ])('has it remembered until %s', async (_, expiresAtMs, tokenExpiresAtMs, retainUntilMs) => {
    const outcome = await registerSession(open(), registration({ expiresAtMs, tokenExpiresAtMs }));
    expect(outcome).toMatchObject({ known: { session: { retainUntilMs } } });
  });

  it('changes nothing for an inactive account or an id that is taken', async () => {
    const deps = open();
    await registerSession(deps, registration());
    await registerSession(deps, registration({ email: 'another@example.com' }));
    expect(await readSession(deps, ref)).toMatchObject({ known: { session: { email: null } } });
    await replaceAccount(deps, {
      account: account({ status: 'inactive' }),
      maxLifetimeMs: DAY_MS,
      by: 'control',
    });
    await registerSession(deps, registration({ sessionId: id('s2') }));
    expect(await readSession(deps, { ...ref, sessionId: id('s2') })).toMatchObject({
      kind: 'session-not-found',
    });
  });

  it('is a login: it takes the mark of a logout away', async () => {
    const deps = open();
    await replaceAccount(deps, { account: account(), maxLifetimeMs: DAY_MS, by: 'control' });
    const marking = logout({}, { effect: 'mark' });
    await endSession(deps, {
      ...marking,
      credentials: [credential({ sessionId: id('old') })],
      accompanying: [],
    });
    expect(await readAccount(deps, account())).toMatchObject({ loginStatus: 'logged_out' });
    await registerSession(deps, registration());
    expect(await readAccount(deps, account())).toMatchObject({ loginStatus: 'logged_in' });
  });
});
