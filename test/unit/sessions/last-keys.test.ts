/** By which key a session was seen last, where a cut-off by key asks for it while that is being written. */
import { describe, expect, it } from 'vitest';
import { withActivity } from '../../../src/sessions/activity.ts';
import { checkSession } from '../../../src/sessions/check-session.ts';
import { countSessions, revokeSessions } from '../../../src/sessions/revoke.ts';
import { credential, NOW_MS } from './given.ts';
import { open, settled } from './watched.ts';

const good = credential({ tenant: 'acme', issuedAtMs: NOW_MS });
const leaked = credential({ ...good, keyId: 'k2' });
const longer = { expiresAtMs: good.expiresAtMs + 5 };

const orderOf = (keyId: string) => {
  const scope = { kind: 'key', issuer: 'default', keyId } as const;
  return { scope, upToMs: null, reason: null, by: 'key:admin', maxLifetimeMs: 1 };
};

/** Stored as seen by the good key, and seen by the leaked one since. */
async function seenByLeaked() {
  const deps = open();
  await checkSession(deps, [good]);
  deps.clock.nowMs += 1;
  await checkSession(deps, [leaked]);
  return deps;
}

describe('the key of a cut-off by key', () => {
  it('is the later one, where its check read before an earlier sighting was stored, and noted after', async () => {
    const deps = await seenByLeaked();
    // The count stores that it was seen by the leaked key.
    const counting = countSessions(deps, orderOf('k2'));
    await checkSession(deps, [good]);
    expect(await counting).toMatchObject({ matchedSessions: 1 });
    expect(await revokeSessions(deps, orderOf('k2'))).toMatchObject({ matchedSessions: 0 });
  });

  it('is the later one, where it is seen while the cut-off waits for an earlier sighting to be stored', async () => {
    const deps = await seenByLeaked();
    const revoking = revokeSessions(deps, orderOf('k2'));
    await checkSession(deps, [good]);
    expect(await revoking).toMatchObject({ matchedSessions: 0 });
  });

  it('is the later one, where an earlier one was decided before it and stored after it', async () => {
    const deps = open();
    await checkSession(deps, [leaked]);
    const stored = Promise.withResolvers<void>();
    deps.writes.mockImplementationOnce(async (query, decide) => {
      const decision = decide(await deps.raw.read(query));
      await stored.promise;
      return deps.raw.update(query, () => decision);
    });
    deps.clock.nowMs += 3;
    const writing = checkSession(deps, [{ ...good, ...longer }]);
    await settled();
    deps.clock.nowMs += 2;
    await checkSession(deps, [leaked]);
    stored.resolve();
    await writing;
    expect(await countSessions(deps, orderOf('k1'))).toMatchObject({ matchedSessions: 0 });
    expect(await revokeSessions(deps, orderOf('k2'))).toMatchObject({ matchedSessions: 1 });
  });

  it('is the later one, where an earlier one was not stored, since another process had stored more', async () => {
    const deps = await seenByLeaked();
    const other = { ...deps, store: withActivity(deps.raw, { onError: deps.onError }) };
    deps.clock.nowMs += 1;
    await checkSession(other, [{ ...good, ...longer }]);
    const answered = Promise.withResolvers<void>();
    deps.writes.mockImplementationOnce(async (query, decide) => {
      const result = await deps.raw.update(query, decide);
      await answered.promise;
      return result;
    });
    const counting = countSessions(deps, orderOf('k2'));
    await settled();
    deps.clock.nowMs += 1;
    await checkSession(deps, [leaked]);
    answered.resolve();
    await counting;
    expect(await revokeSessions(deps, orderOf('k2'))).toMatchObject({ matchedSessions: 1 });
  });
});
