/** Reading the log of all that ended a page at a time: a cursor never repeats an entry and never skips one. */
import { describe, expect, it } from 'vitest';
import { revoke } from '../support/checks.ts';
import { platform } from '../support/logouts.ts';
import { askLog, type LogEntry, readLog } from '../support/revocation-log.ts';
import { startServer } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { withStoreOf } from '../support/stores/stored.ts';
import { token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

const server = sharedServer();

describe('the log', () => {
  it('is read page by page without a repetition or a gap, while sessions go on ending', async () => {
    const ends = 300;
    const start = (await readLog(server(), { limit: '1000' })).nextCursor;
    let left = ends;
    const endAll = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        expect((await revoke(server(), token({ sid: `paged-${left}` }))).status).toBe(200);
      }
    };
    const ended = Promise.all(Array.from({ length: 8 }, endAll));
    const seen: LogEntry[] = [];
    let cursor = start;
    await until(
      'the reader has seen all',
      async () => {
        const { revocations, nextCursor, hasMore } = await readLog(server(), { cursor, limit: '7' });
        expect(revocations.length).toBeLessThanOrEqual(7);
        expect(hasMore ? revocations.length : 7).toBe(7);
        seen.push(...revocations);
        cursor = nextCursor;
        return seen.length >= ends && !hasMore;
      },
      15_000,
    );
    await ended;
    const names = Array.from({ length: ends }, (_, at) => `paged-${at}`).sort();
    expect(seen.map(({ sessionId }) => sessionId).sort()).toStrictEqual(names);
    const again = await readLog(server(), { cursor: start, limit: '1000' });
    expect(again.revocations).toStrictEqual(seen);
    for (const [limit, hasMore] of [
      ['299', true],
      ['300', false],
    ] as const) {
      expect(await readLog(server(), { cursor: start, limit })).toMatchObject({ hasMore });
    }
    expect(await readLog(server(), { cursor })).toStrictEqual({
      revocations: [],
      nextCursor: cursor,
      hasMore: false,
    });
  });

  const givenCursor = async () => /^(\d+)-(.+)$/.exec((await readLog(server())).nextCursor) ?? [];
  const notGiven: readonly (readonly [string, (place: string, log: string) => string])[] = [
    ['without the name of its log', (place) => place],
    ['without its place', (_, log) => log],
    ['of another log', (place) => `${place}-00000000`],
    ['of a log in capitals', (place, log) => `${place}-${log.toUpperCase()}X`],
    ['that it has not come to', (_, log) => `999999-${log}`],
    ['with a zero before it', (place, log) => `0${place}-${log}`],
    ['below zero', (_, log) => `-1-${log}`],
    ['in exponents', (_, log) => `1e3-${log}`],
    ['that no number can hold', (_, log) => `${'9'.repeat(16)}-${log}`],
    ['of nothing', () => ''],
  ];
  it.each(notGiven)('is 400 from a cursor that it did not give: one %s', async (_, spell) => {
    const [, place = '', log = ''] = await givenCursor();
    expect((await askLog(server(), { cursor: spell(place, log) })).status).toBe(400);
  });

  it.each(['0', '1001', '-1', '1.5', '0x7', ''])('is 400 with the limit %j', async (limit) => {
    expect((await askLog(server(), { limit })).status).toBe(400);
  });
});

it('entries that are no longer kept are 422 to a cursor before them, and not skipped in silence', async () => {
  const first = await startServer();
  for (const sid of ['one', 'two', 'three']) await platform(first, token({ sid }));
  const [one, two] = (await readLog(first)).revocations;
  await first.stop();
  const trimmed = await withStoreOf(first.folder, (store) => store.trimLog(Date.now() + 1000, 2));
  expect(trimmed).toBe(2);
  const second = await startServer({ folder: first.folder });
  try {
    const reply = await askLog(second, { cursor: one?.cursor ?? '' });
    expect([reply.status, reply.json()]).toMatchObject([422, { title: 'Unprocessable Content' }]);
    for (const query of [{ cursor: two?.cursor ?? '' }, {}]) {
      const { revocations } = await readLog(second, query);
      expect(revocations.map(({ sessionId }) => sessionId)).toStrictEqual(['three']);
    }
  } finally {
    await second.stop();
  }
});
