/** What a copy has: all that the source has, there and back, and after a second run all that has changed since. */
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../../src/sessions/model.ts';
import { hasRedis, type RedisServer, startRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { until } from '../../support/until.ts';
import { someSteps } from '../arbitrary.ts';
import { observe } from '../like-memory.ts';
import {
  aCutOff,
  all,
  anEnd,
  cutOff,
  id,
  listedIds,
  logOf,
  logSessionEnd,
  NOW,
  ofUser,
  putSession,
} from '../things.ts';
import { change, checksums, type Places, placesOn } from './bench.ts';

let redis: RedisServer;
beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
});
afterAll(() => redis?.dispose());
beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

const here = (): Places => placesOn(() => redis.url);
type Backend = 'sqlite' | 'redis';
const PAIRS: readonly [Backend, Backend][] = [
  ['sqlite', 'redis'],
  ['redis', 'sqlite'],
  ['sqlite', 'sqlite'],
  ['redis', 'redis'],
];

/** Whether ends of a cut-off are not on record yet. */
function isPending(address: string): boolean {
  if (!address.startsWith('sqlite:')) {
    const [, prefix = ''] = /prefix=(.*)$/.exec(address) ?? [];
    const [key = ''] = redis.ask('keys', `*${prefix}*:w`).split('\n');
    return key !== '' && Number(redis.ask('hlen', key)) > 1;
  }
  const db = new DatabaseSync(address.slice('sqlite:'.length), { readOnly: true });
  try {
    return db.prepare('SELECT 1 FROM pending_cut_offs').get() !== undefined;
  } finally {
    db.close();
  }
}

const ODD: readonly Partial<Session>[] = [
  { sessionId: id('\0') },
  { sessionId: id('a\0b'), issuer: 'x\0\u0001y' },
  { sessionId: id('\u0001\u0001'), issuer: '\u0001\u0001' },
  { sessionId: id('\ud800'), subject: '\udfff', issuer: '\uffff' },
  { sessionId: id('😀'), email: '😀', device: { name: '\ud83d', userAgent: '\0', ip: null } },
  { sessionId: id('fraction'), startedAtMs: NOW + 0.1, lastSeenAtMs: 1e-7, retainUntilMs: NOW + 1 / 3 },
  { sessionId: id('infinite'), startedAtMs: Number.NEGATIVE_INFINITY, expiresAtMs: Number.POSITIVE_INFINITY },
  { sessionId: id('latest'), startedAtMs: Number.POSITIVE_INFINITY, retainUntilMs: null },
  { sessionId: id('zero'), startedAtMs: 0, registeredAtMs: -0, lastSeenAtMs: 1e21 },
  { sessionId: id('ended'), end: anEnd({ by: '', reason: '-0' }) },
  { sessionId: id('why'), end: anEnd({ by: '-', reason: '' }), tenant: '', subject: '' },
];

describe.each(PAIRS)('from %s to %s', (from, to) => {
  it('a copy cannot be told from its source, nor can the copy of the copy, whatever was done between two runs', {
    timeout: 120_000,
  }, async () => {
    const places = here();
    await fc.assert(
      fc.asyncProperty(someSteps, someSteps, async (before, after) => {
        const [one, two, three] = [places[from](), places[to](), places[from]()];
        await change(places, one, ...before);
        const first = await places.copy(one, two);
        expect(first.ended).toBe('whole');
        await change(places, one, ...after);
        expect((await places.copy(one, two)).ended).toBe('whole');
        const back = await places.copy(two, three);
        expect(back.ended).toBe('whole');
        for (const { source, target } of checksums(back)) expect(source).toEqual(target);

        const [original, copy, again] = [
          await places.open(one),
          await places.open(two),
          await places.open(three),
        ];
        const seen = await observe(original);
        expect(await observe(copy)).toEqual(seen);
        expect(await observe(again)).toEqual(seen);
        expect([copy.logId, again.logId]).toEqual([original.logId, original.logId]);
        for (const store of [original, copy, again]) await store.close();
      }),
      { numRuns: 25 },
    );
  });

  it('strings and times of any kind come over as they are', async () => {
    const places = here();
    const [one, two] = [places[from](), places[to]()];
    await change(
      places,
      one,
      ODD.map((parts) => putSession(parts)),
    );
    expect(await places.copy(one, two)).toMatchObject({ ended: 'whole' });
    const [original, copy] = [await places.open(one), await places.open(two)];
    const sessions = await original.listSessions({}, all);
    expect(sessions).toHaveLength(ODD.length);
    const copied = await copy.listSessions({}, all);
    expect(copied.map(withoutMinusZero)).toEqual(sessions.map(withoutMinusZero));
  });

  it('what a large cut-off has ended is ended in it, though it is not on record yet', async () => {
    const places = here();
    const [one, two] = [places[from](), places[to]()];
    const names = Array.from({ length: 1200 }, (_, at) => id(`m-${at}`));
    await change(
      places,
      one,
      [
        ...names.map((sessionId, at) => putSession({ sessionId, startedAtMs: NOW - (at % 50) })),
        putSession({ sessionId: id('elsewhere'), tenant: 'other' }),
      ],
      [cutOff({ scope: { kind: 'tenant', tenant: 'acme' }, retainUntilMs: NOW + 9_000_000 })],
    );
    expect(isPending(one)).toBe(true);
    const copied = await places.copy(one, two);
    expect(copied.ended).toBe('whole');
    for (const { source, target } of checksums(copied)) expect(target).toEqual(source);
    expect(isPending(one)).toBe(true);
    const copy = await places.open(two);
    expect(await listedIds(copy, { state: 'active' }, all)).toEqual(['elsewhere']);
    const [ended] = await copy.listSessions({ tenant: 'acme' }, all);
    expect(ended).toMatchObject({ end: anEnd({ cause: 'cutoff' }), retainUntilMs: NOW + 9_000_000 });
    // What is put on record then is what was copied.
    const original = await places.open(one);
    await until('all is on record', () => !isPending(one), 60_000);
    await original.close();
    await copy.close();
    const { kinds } = await places.copy(one, places[to]());
    expect(kinds).toEqual(copied.kinds.map((kind) => expect.objectContaining({ source: kind.source })));
  });

  it('more than a stretch comes over, and of all of it a second run sends what has changed', async () => {
    const places = here();
    const [one, two] = [places[from](), places[to]()];
    const names = Array.from({ length: 1700 }, (_, at) => `s-${at}`);
    const put = names.map((name, at) => putSession({ sessionId: id(name), startedAtMs: NOW + (at % 400) }));
    const accounts = names.map(
      (subject) => ({ kind: 'mark-logged-out', user: { issuer: 'i', subject }, atMs: NOW }) as const,
    );
    await change(
      places,
      one,
      put,
      accounts,
      names.map((name) => logSessionEnd(name)),
    );
    const first = await places.copy(one, two);
    expect(first.ended).toBe('whole');
    expect(first.kinds.map(({ kind, written }) => [kind, written])).toEqual([
      ['log', 1700],
      ['policies', 0],
      ['accounts', 0],
      ['loggedOut', 1700],
      ['cutOffs', 0],
      ['sessions', 1700],
    ]);
    // One ends, one was older than was thought, one is forgotten, and one is new.
    await change(
      places,
      one,
      [
        putSession({ sessionId: id('s-3'), startedAtMs: NOW + 3, end: anEnd() }),
        logSessionEnd('s-3'),
        putSession({ sessionId: id('s-399'), startedAtMs: NOW - 5 }),
        putSession({ sessionId: id('s-700'), startedAtMs: NOW, retainUntilMs: NOW }),
        putSession({ sessionId: id('new'), startedAtMs: NOW + 1_000 }),
        { kind: 'mark-logged-out', user: { issuer: 'i', subject: 's-5' }, atMs: null },
      ],
      { forgetAtMs: NOW },
    );
    const second = await places.copy(one, two);
    expect(second.ended).toBe('whole');
    const sent = Object.fromEntries(second.kinds.map((one) => [one.kind, [one.written, one.removed]]));
    expect(sent).toMatchObject({ log: [1, 0], loggedOut: [0, 1], sessions: [3, 2] });
    const [original, copy] = [await places.open(one), await places.open(two)];
    expect(await copy.listSessions({}, all)).toEqual(await original.listSessions({}, all));
    expect(await listedIds(copy, { state: 'ended' }, all)).toEqual(['s-3']);
    // Nothing is left of what was removed, be it in an index.
    const later = NOW + 3_000_000;
    expect(await copy.forget(later, 10_000)).toBe(await original.forget(later, 10_000));
    expect(await listedIds(copy, {}, all)).toEqual([]);
  });

  it('the log keeps its name, its cursors, its gap at the beginning, and goes on after its last one', async () => {
    const places = here();
    const [one, two] = [places[from](), places[to]()];
    const ends = [1, 2, 3, 4, 5].map((n) => logSessionEnd(`s${n}`, { atMs: NOW + n }));
    await change(places, one, ends, { trimBeforeMs: NOW + 3 });
    await places.copy(one, two);
    await change(places, one, [logSessionEnd('s6', { atMs: NOW + 6 })], { trimBeforeMs: NOW + 4 });
    await places.copy(one, two);
    const [original, copy] = [await places.open(one), await places.open(two)];
    expect(copy.logId).toBe(original.logId);
    expect(await copy.readLog(0, 10)).toEqual(await original.readLog(0, 10));
    expect((await copy.readLog(0, 10)).trimmedCursor).toBe(3);
    await change(places, two, [logSessionEnd('s7')]);
    expect((await logOf(copy, 6)).map(({ cursor }) => cursor)).toEqual([7]);
  });

  it('a log of which all was trimmed has its last cursor', async () => {
    const places = here();
    const [one, two] = [places[from](), places[to]()];
    await change(places, one, [logSessionEnd('s1'), logSessionEnd('s2')]);
    await places.copy(one, two);
    await change(places, one, { trimBeforeMs: NOW + 1 });
    await places.copy(one, two);
    const copy = await places.open(two);
    expect(await copy.readLog(0, 10)).toEqual({ entries: [], lastCursor: 2, trimmedCursor: 2 });
    await change(places, two, [logSessionEnd('s3')]);
    expect((await logOf(copy)).map(({ cursor }) => cursor)).toEqual([3]);
  });

  it('what has become due is forgotten in the copy, too', async () => {
    const places = here();
    const [one, two] = [places[from](), places[to]()];
    await change(places, one, [
      putSession({ retainUntilMs: NOW }),
      cutOff({ cutOffs: [aCutOff({ retainUntilMs: NOW })] }),
    ]);
    await places.copy(one, two);
    const [original, copy] = [await places.open(one), await places.open(two)];
    expect(await copy.forget(NOW, 10)).toBe(await original.forget(NOW, 10));
    expect(await listedIds(copy, {}, all)).toEqual(await listedIds(original, {}, all));
    expect(await copy.countSessions(ofUser(), null, NOW)).toBe(
      await original.countSessions(ofUser(), null, NOW),
    );
  });
});

/** SQLite does not keep it, and nobody asks. */
function withoutMinusZero(session: Session): Session {
  return { ...session, registeredAtMs: session.registeredAtMs === null ? null : session.registeredAtMs + 0 };
}
