import { describe, expect, it } from 'vitest';
import { withActivity } from '../../../src/sessions/activity.ts';
import { checkSession } from '../../../src/sessions/check-session.ts';
import { revokeToken } from '../../../src/sessions/revoke.ts';
import { openMemoryStore } from '../../../src/stores/memory.ts';
import { credential, DAY_MS, NOW_MS } from './given.ts';

function open() {
  const { store: raw } = openMemoryStore();
  return { raw, store: withActivity(raw, { onError: () => undefined }), now: () => NOW_MS };
}
const standingIn = async ({ raw }: ReturnType<typeof open>) =>
  (await raw.listSessions({}, { after: null, limit: 9, nowMs: NOW_MS })).map(
    ({ subject, end, latestTokenExpiresAtMs, retainUntilMs }) => ({
      subject,
      isEnded: end !== null,
      latestTokenExpiresAtMs,
      retainUntilMs,
    }),
  );

describe('the revocation of a token', () => {
  it('ends its session, be it that nobody had seen it', async () => {
    const deps = open();
    await revokeToken(deps, credential(), 'key:admin');
    expect(await standingIn(deps)).toMatchObject([{ subject: 'ada', isEnded: true }]);
    const { entries } = await deps.raw.readLog(0, 9);
    expect(entries).toMatchObject([{ cause: 'admin', by: 'key:admin', sessionId: 's1' }]);
  });

  it('leaves the session of another subject exactly as it was, and is no entry of the log', async () => {
    const deps = open();
    await checkSession(deps, [credential()]);
    const before = await standingIn(deps);
    const outliving = credential({ subject: 'eve', expiresAtMs: NOW_MS + 59 * DAY_MS });
    await revokeToken(deps, outliving, 'key:admin');
    expect(await standingIn(deps)).toStrictEqual(before);
    expect((await deps.raw.readLog(0, 9)).entries).toStrictEqual([]);
  });

  it('may be repeated, and is one entry of the log', async () => {
    const deps = open();
    for (const by of ['key:admin', 'key:billing']) await revokeToken(deps, credential(), by);
    expect((await deps.raw.readLog(0, 9)).entries).toMatchObject([{ by: 'key:admin' }]);
  });
});
