import { describe, expect, it } from 'vitest';
import { replaceTenantPolicy } from '../../../src/sessions/accounts.ts';
import { listSessions, registerSession } from '../../../src/sessions/registration.ts';
import { openMemoryStore } from '../../../src/stores/memory.ts';
import { id, NOW_MS, policy, registration } from './given.ts';

const open = () => ({ store: openMemoryStore().store, now: () => NOW_MS });

describe('listing sessions', () => {
  const names = ['s1', 's2', 's3'];
  const filled = async () => {
    const deps = open();
    await replaceTenantPolicy(deps, policy());
    for (const name of names) {
      const tenant = name === 's2' ? 'acme' : null;
      await registerSession(deps, registration({ sessionId: id(name), tenant }));
    }
    return deps;
  };
  const idsOf = ({ sessions }: Awaited<ReturnType<typeof listSessions>>) =>
    sessions.map(({ session }) => session.sessionId);

  it.each([
    [2, ['s1', 's2'], ['s3']],
    [1, ['s1'], ['s2']],
  ])('gives %i at a time, and where the next page begins', async (limit, first, second) => {
    const deps = await filled();
    const page = await listSessions(deps, {}, { after: null, limit });
    expect(page).toMatchObject({ kind: 'sessions-listed', next: { sessionId: first.at(-1) }, nowMs: NOW_MS });
    expect(idsOf(page)).toStrictEqual(first);
    expect(idsOf(await listSessions(deps, {}, { after: page.next, limit }))).toStrictEqual(second);
  });

  it.each([3, 4])('has no next page where %i hold the rest', async (limit) => {
    const page = await listSessions(await filled(), {}, { after: null, limit });
    expect(idsOf(page)).toStrictEqual(names);
    expect(page.next).toBeNull();
  });

  it('has the policy of the tenant with each session', async () => {
    const { sessions } = await listSessions(await filled(), {}, { after: null, limit: 9 });
    expect(sessions.map((known) => known.policy)).toStrictEqual([null, policy(), null]);
  });

  it('of nothing is one empty page', async () => {
    const page = await listSessions(open(), {}, { after: null, limit: 9 });
    expect(page).toStrictEqual({ kind: 'sessions-listed', sessions: [], next: null, nowMs: NOW_MS });
  });
});
