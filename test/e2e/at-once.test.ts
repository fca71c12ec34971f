/** Many logouts of one session at the same moment: all are answered, and one end is on record. */
import { describe, expect, it } from 'vitest';
import { gsm, platform, session, storefront } from '../support/logouts.ts';
import { ownServer } from '../support/shared-server.ts';
import { storedLog } from '../support/stores/stored.ts';
import { token } from '../support/tokens.ts';

const MANY = 100;

describe('a hundred logouts of one session at once', () => {
  it.each([
    ['by platform', [platform]],
    ['by session', [session]],
    ['by storefront', [storefront]],
    ['by three contracts in turn', [platform, session, storefront]],
  ])('are all 200, and leave one entry: %s', async (_, logouts) => {
    const server = await ownServer();
    const mine = token({ sub: 'ada', sid: 'at-once', tid: 'store-1' });
    const replies = await Promise.all(
      Array.from({ length: MANY }, (_, at) => (logouts[at % logouts.length] ?? platform)(server, mine)),
    );
    expect(replies.map(({ status }) => status)).toStrictEqual(Array.from({ length: MANY }, () => 200));
    await server.stop();
    expect(await storedLog(server.folder)).toMatchObject([
      { scope: 'session', sessionId: 'at-once', cause: 'logout' },
    ]);
  });

  it('end it once at gsm, which answers all others with 401', async () => {
    const server = await ownServer();
    const mine = token({ sid: 'at-once' });
    const replies = await Promise.all(Array.from({ length: MANY }, () => gsm(server, mine)));
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses).toStrictEqual([200, ...Array.from({ length: MANY - 1 }, () => 401)]);
    await server.stop();
    expect(await storedLog(server.folder)).toMatchObject([
      { scope: 'session', sessionId: 'at-once', by: 'gsm' },
    ]);
  });

  it('end each of a hundred sessions of one user once', async () => {
    const server = await ownServer();
    const sids = Array.from({ length: MANY }, (_, at) => `session-${at}`);
    const replies = await Promise.all(sids.map((sid) => platform(server, token({ sid }))));
    expect(new Set(replies.map(({ status }) => status))).toStrictEqual(new Set([200]));
    await server.stop();
    const log = await storedLog(server.folder);
    expect(new Set(log.map((entry) => entry.sessionId))).toStrictEqual(new Set(sids));
    expect(log).toHaveLength(MANY);
  });
});
