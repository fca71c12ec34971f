import { describe, expect, it } from 'vitest';
import { readAccount, replaceAccount, replaceTenantPolicy } from '../../../src/sessions/accounts.ts';
import { withActivity } from '../../../src/sessions/activity.ts';
import { checkSession } from '../../../src/sessions/check-session.ts';
import { endSession } from '../../../src/sessions/end-session.ts';
import type { AccountStatus, Credential } from '../../../src/sessions/model.ts';
import { revokeSessions, revokeToken } from '../../../src/sessions/revoke.ts';
import { openMemoryStore } from '../../../src/stores/memory.ts';
import { account, credential, DAY_MS, HOUR_MS, id, logout, NOW_MS, policy } from './given.ts';

function open() {
  const clock = { nowMs: NOW_MS };
  const raw = openMemoryStore().store;
  const failures: unknown[] = [];
  const store = withActivity(raw, { onError: (error) => failures.push(error) });
  return { raw, store, clock, failures, now: () => clock.nowMs };
}
type Deps = ReturnType<typeof open>;

const logOut = (deps: Deps, token: Credential, changes = {}) =>
  endSession(deps, { ...logout(), credentials: [token], accompanying: [], ...changes });
const put = (deps: Deps, status: AccountStatus) =>
  replaceAccount(deps, { account: account({ status }), maxLifetimeMs: DAY_MS, by: 'key:admin' });
const INACTIVE = { kind: 'unauthenticated', reason: 'session_ended' };
const ACTIVE = { kind: 'session-active' };
const FORBIDDEN = { kind: 'account-not-active' };
const token = credential();

describe('a check', () => {
  it('finds a token active whose session nobody has ended', async () => {
    expect(await checkSession(open(), [token])).toEqual({ kind: 'session-active', credential: token });
  });

  it('finds it ended after its logout, for good', async () => {
    const deps = open();
    await checkSession(deps, [token]);
    await logOut(deps, token);
    expect(await checkSession(deps, [token])).toEqual(INACTIVE);
    expect(await checkSession(deps, [credential({ expiresAtMs: NOW_MS + DAY_MS })])).toEqual(INACTIVE);
  });

  it('finds a token of another subject than that of its session no credential', async () => {
    const deps = open();
    await checkSession(deps, [token]);
    const other = credential({ subject: 'eve' });
    expect(await checkSession(deps, [other])).toEqual({
      kind: 'unauthenticated',
      reason: 'subject_mismatch',
    });
  });

  it('finds two tokens of a session that name two tenants no credential, whichever comes first', async () => {
    const both = [credential({ tenant: 'acme' }), credential({ tenant: 'globex' })] as const;
    for (const [one, other] of [both, [both[1], both[0]] as const]) {
      expect(await checkSession(open(), [one, other])).toEqual({
        kind: 'unauthenticated',
        reason: 'several_sessions',
      });
    }
  });

  it('times out a session that any token of it says is too old, whichever is seen first', async () => {
    const older = credential({ tenant: 'acme', issuedAtMs: NOW_MS - 2 * HOUR_MS });
    const newer = credential({ tenant: 'acme', issuedAtMs: NOW_MS - 60_000 });
    for (const order of [
      [older, newer],
      [newer, older],
    ]) {
      const deps = open();
      for (const one of order) expect(await checkSession(deps, [one])).toMatchObject(ACTIVE);
      await replaceTenantPolicy(deps, policy({ absoluteTimeoutSeconds: 3600 }));
      for (const one of order) expect(await checkSession(deps, [one])).toEqual(INACTIVE);
    }
  });

  it('times a session out by the tenant of a token too, where its own is another or none', async () => {
    const strict = credential({ tenant: 'acme', issuedAtMs: NOW_MS - 2 * HOUR_MS });
    for (const tenant of [null, 'lax']) {
      const deps = open();
      await replaceTenantPolicy(deps, policy({ absoluteTimeoutSeconds: 3600 }));
      const first = credential({ tenant, issuedAtMs: NOW_MS });
      expect(await checkSession(deps, [first])).toMatchObject(ACTIVE);
      expect(await checkSession(deps, [strict])).toEqual(INACTIVE);
      expect(await checkSession(deps, [first])).toEqual(INACTIVE);
    }
  });

  it('does not let a token that was cut off age the session that outlived it', async () => {
    const deps = open();
    const cut = credential({ tenant: 'acme', issuedAtMs: NOW_MS - 2 * HOUR_MS });
    const order = { scope: { kind: 'tenant', tenant: 'acme' }, upToMs: NOW_MS - HOUR_MS } as const;
    await revokeSessions(deps, { ...order, reason: null, by: 'key:admin', maxLifetimeMs: DAY_MS });
    await replaceTenantPolicy(deps, policy({ absoluteTimeoutSeconds: 3600 }));
    const fresh = credential({ tenant: 'acme', issuedAtMs: NOW_MS });
    expect(await checkSession(deps, [fresh])).toMatchObject(ACTIVE);
    expect(await checkSession(deps, [cut])).toEqual(INACTIVE);
    expect(await checkSession(deps, [fresh])).toMatchObject(ACTIVE);
  });

  it('keeps the sessions of a suspended account from growing idle while they are asked about', async () => {
    const deps = open();
    const mine = credential({ tenant: 'acme' });
    await replaceTenantPolicy(deps, policy({ idleTimeoutSeconds: 60 }));
    await checkSession(deps, [mine]);
    await put(deps, 'suspended');
    for (let step = 0; step < 4; step += 1) {
      deps.clock.nowMs += 40_000;
      expect(await checkSession(deps, [mine])).toEqual(FORBIDDEN);
    }
    await put(deps, 'active');
    expect(await checkSession(deps, [mine])).toMatchObject(ACTIVE);
  });

  it('finds one of two subjects active that claim a session at once which nobody has seen', async () => {
    const deps = open();
    const claims = [token, credential({ subject: 'eve' })].map((one) => checkSession(deps, [one]));
    const kinds = (await Promise.all(claims)).map(({ kind }) => kind);
    expect(kinds.sort()).toStrictEqual(['session-active', 'unauthenticated']);
  });

  it.each([
    ['by subject', { kind: 'subject', issuer: 'default', subject: 'ada' }],
    ['by tenant', { kind: 'tenant', tenant: 'acme' }],
    ['by issuer', { kind: 'issuer', issuer: 'default' }],
    ['by key', { kind: 'key', issuer: 'default', keyId: 'k1' }],
  ] as const)('finds a token ended by a cut-off %s, seen before or not', async (_, scope) => {
    for (const isSeen of [true, false]) {
      const deps = open();
      const own = credential({ tenant: 'acme', keyId: 'k1' });
      if (isSeen) await checkSession(deps, [own]);
      await revokeSessions(deps, {
        scope,
        upToMs: null,
        reason: null,
        by: 'key:admin',
        maxLifetimeMs: DAY_MS,
      });
      expect(await checkSession(deps, [own])).toEqual(INACTIVE);
      const others = { subject: 'bob', tenant: 'other', issuer: 'elsewhere', keyId: 'k2' };
      expect(await checkSession(deps, [credential({ ...others, sessionId: id('s2') })])).toMatchObject(
        ACTIVE,
      );
      const since = { tenant: 'acme', keyId: 'k1', sessionId: id('s3'), issuedAtMs: NOW_MS + 1000 };
      expect(await checkSession(deps, [credential(since)])).toMatchObject(ACTIVE);
    }
  });

  it('leaves tokens alive that were issued after the moment a cut-off names', async () => {
    const deps = open();
    const scope = { kind: 'subject', issuer: 'default', subject: 'ada' } as const;
    const upToMs = NOW_MS - 2 * HOUR_MS;
    await revokeSessions(deps, { scope, upToMs, reason: null, by: 'key:admin', maxLifetimeMs: DAY_MS });
    expect(await checkSession(deps, [token])).toMatchObject(ACTIVE);
    const old = credential({ sessionId: id('s2'), issuedAtMs: upToMs });
    expect(await checkSession(deps, [old])).toEqual(INACTIVE);
  });

  it('finds the session of a revoked token ended, and revoking it again changes nothing', async () => {
    const deps = open();
    await revokeToken(deps, token, 'key:admin');
    await revokeToken(deps, token, 'key:admin');
    expect(await checkSession(deps, [token])).toEqual(INACTIVE);
    const { entries } = await deps.store.readLog(0, 10);
    expect(entries).toMatchObject([{ scope: 'session', cause: 'admin', by: 'key:admin' }]);
  });

  it('refuses while an account is suspended, and as before afterwards', async () => {
    const deps = open();
    await put(deps, 'suspended');
    expect(await checkSession(deps, [token])).toEqual(FORBIDDEN);
    await put(deps, 'active');
    expect(await checkSession(deps, [token])).toMatchObject(ACTIVE);
  });

  it('refuses an inactive account, and its sessions stay ended when it is active again', async () => {
    const deps = open();
    const later = credential({ sessionId: id('s2'), issuedAtMs: NOW_MS + 1000 });
    await put(deps, 'inactive');
    expect(await checkSession(deps, [token])).toEqual(FORBIDDEN);
    deps.clock.nowMs += 2000;
    expect(await checkSession(deps, [later])).toEqual(FORBIDDEN);
    await put(deps, 'active');
    expect(await checkSession(deps, [token])).toEqual(INACTIVE);
    expect(await checkSession(deps, [later])).toEqual(INACTIVE);
  });

  it('says of an ended session that it has ended, whatever its account is', async () => {
    const deps = open();
    await logOut(deps, token);
    await put(deps, 'suspended');
    expect(await checkSession(deps, [token])).toEqual(INACTIVE);
  });

  it('marks its user as logged in again after a logout that only marks', async () => {
    const deps = open();
    const status = async () => (await readAccount(deps, { issuer: 'default', subject: 'ada' })) as object;
    await put(deps, 'active');
    await logOut(deps, token, { rules: { ...logout().rules, effect: 'mark' } });
    expect(await status()).toMatchObject({ loginStatus: 'logged_out' });
    expect(await checkSession(deps, [token])).toMatchObject(ACTIVE);
    expect(await status()).toMatchObject({ loginStatus: 'logged_in' });
  });
});

describe('a check of several credentials', () => {
  const again = credential({ issuedAtMs: NOW_MS - 1000 });

  it('finds them active when all are, and of one session, and tells of the first', async () => {
    expect(await checkSession(open(), [token, again])).toEqual({ kind: 'session-active', credential: token });
  });

  it.each([
    ['sessions', { sessionId: id('s2') }],
    ['issuers', { issuer: 'elsewhere' }],
    ['subjects', { subject: 'bob' }],
  ])('refuses tokens of two %s', async (_, changes) => {
    const outcome = await checkSession(open(), [token, credential(changes)]);
    expect(outcome).toEqual({ kind: 'unauthenticated', reason: 'several_sessions' });
  });

  it('refuses them when the second is dead though the first is not', async () => {
    const deps = open();
    const scope = { kind: 'subject', issuer: 'default', subject: 'ada' } as const;
    const upToMs = NOW_MS - 10_000;
    await revokeSessions(deps, { scope, upToMs, reason: null, by: 'key:admin', maxLifetimeMs: DAY_MS });
    expect(await checkSession(deps, [again])).toMatchObject(ACTIVE);
    expect(await checkSession(deps, [again, token])).toEqual(INACTIVE);
  });
});

describe('timeouts', () => {
  const own = credential({ tenant: 'acme', issuedAtMs: NOW_MS });
  const limited = async (timeouts: Parameters<typeof policy>[0]) => {
    const deps = open();
    await replaceTenantPolicy(deps, policy(timeouts));
    await checkSession(deps, [own]);
    return deps;
  };

  it('end a session that was not seen for as long as its tenant lets it idle', async () => {
    const deps = await limited({ idleTimeoutSeconds: 60 });
    for (let turn = 0; turn < 10; turn += 1) {
      deps.clock.nowMs += 59_999;
      expect(await checkSession(deps, [own])).toMatchObject(ACTIVE);
    }
    deps.clock.nowMs += 60_000;
    expect(await checkSession(deps, [own])).toEqual(INACTIVE);
  });

  it('end a session that is as old as its tenant lets one grow, however often it is seen', async () => {
    const deps = await limited({ absoluteTimeoutSeconds: 60 });
    deps.clock.nowMs += 59_999;
    expect(await checkSession(deps, [own])).toMatchObject(ACTIVE);
    deps.clock.nowMs += 1;
    expect(await checkSession(deps, [own])).toEqual(INACTIVE);
  });

  it('end it for good once they are seen, though the tenant then drops them, and the log names the rule', async () => {
    const deps = await limited({ idleTimeoutSeconds: 60 });
    deps.clock.nowMs += 60_000;
    await checkSession(deps, [own]);
    await replaceTenantPolicy(deps, policy());
    expect(await checkSession(deps, [own])).toEqual(INACTIVE);
    const { entries } = await deps.store.readLog(0, 10);
    expect(entries).toMatchObject([{ cause: 'idle_timeout', by: 'rule', tenant: 'acme' }]);
  });
});
