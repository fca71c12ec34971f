/** What `others`, `all` and a named session end, and what they leave alone. */
import { describe, expect, it } from 'vitest';
import { gsm, platform, registered, session, sessionRecord, stateOf } from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { nowSeconds, token } from '../support/tokens.ts';
import { afterSecond, startOfSecond } from '../support/until.ts';

const server = sharedServer();

/** At gsm a logout is 200 only while the session lives. It ends with that. */
const lives = async (value: string): Promise<boolean> => (await gsm(server(), value)).status === 200;

describe('scope `others`', () => {
  it('leaves the caller’s own session alive, and ends every other one, seen or not', async () => {
    const [mine, another] = [token({ sub: 'others' }), token({ sub: 'others' })];
    const known = await registered(server(), { subject: 'others' });
    expect((await platform(server(), mine, { body: { scope: 'others' } })).status).toBe(200);
    expect(await stateOf(server(), known.sessionId)).toBe('ended');
    expect(await lives(known.accessToken)).toBe(false);
    expect(await lives(another)).toBe(false);
    expect((await platform(server(), mine, { body: { scope: 'others' } })).status).toBe(200);
    expect(await lives(mine)).toBe(true);
  });

  it('spares the own session of a token that names none', async () => {
    const nameless = (n: number) => token({ sub: 'others-nameless', sid: undefined, n });
    const [mine, another] = [nameless(1), nameless(2)];
    expect((await platform(server(), mine, { body: { scope: 'others' } })).status).toBe(200);
    expect(await lives(another)).toBe(false);
    expect(await lives(mine)).toBe(true);
  });

  it('also spares a newer token of the caller’s session', async () => {
    const claims = { sub: 'others-renewed', sid: 'others-renewed' };
    await platform(server(), token(claims), { body: { scope: 'others' } });
    expect(await lives(token({ ...claims, exp: nowSeconds() + 7200 }))).toBe(true);
  });

  it('does not weaken an `all` that came before, not even for the session that it spares', async () => {
    const claims = { sub: 'all-then-others', sid: 'all-then-others' };
    const old = token({ ...claims, iat: nowSeconds() - 100 });
    await platform(server(), token({ sub: claims.sub }), { body: { scope: 'all' } });
    await afterSecond(nowSeconds());
    const renewed = token(claims);
    expect((await platform(server(), renewed, { body: { scope: 'others' } })).status).toBe(200);
    expect(await lives(old)).toBe(false);
    expect(await lives(renewed)).toBe(true);
  });
});

describe('scope `all`', () => {
  it('ends every token issued up to now, seen or not, the caller’s own too', async () => {
    const sub = 'all';
    const tokens = [token({ sub }), token({ sub, iat: nowSeconds() - 3000 }), token({ sub, sid: undefined })];
    const seen = token({ sub });
    await platform(server(), seen, { body: { scope: 'others' } });
    const known = await registered(server(), { subject: sub });
    const mine = known.accessToken;
    expect((await platform(server(), mine, { body: { scope: 'all' } })).status).toBe(200);
    for (const value of [mine, seen, ...tokens]) expect(await lives(value)).toBe(false);
    expect(await stateOf(server(), known.sessionId)).toBe('ended');
  });

  it('ends no token issued afterwards', async () => {
    const sub = 'all-later';
    const mine = token({ sub });
    expect((await platform(server(), mine, { body: { scope: 'all' } })).status).toBe(200);
    await afterSecond(nowSeconds());
    expect(await lives(token({ sub }))).toBe(true);
    expect(await lives(mine)).toBe(false);
  });

  it('counts tokens of its own second as issued before it, unless their session was registered since', {
    // A machine may pause for longer than a second.
    retry: 3,
  }, async () => {
    const sub = 'all-same-second';
    const second = await startOfSecond();
    await platform(server(), token({ sub }), { body: { scope: 'all' } });
    const since = await registered(server(), { subject: sub });
    expect(nowSeconds(), 'this machine is too slow to do it within a second').toBe(second);
    expect(await lives(token({ sub, iat: second }))).toBe(false);
    expect(await lives(since.accessToken)).toBe(true);
  });

  it('covers a token without `iat`, whenever it shows up', async () => {
    const sub = 'all-without-iat';
    await platform(server(), token({ sub }), { body: { scope: 'all' } });
    await afterSecond(nowSeconds());
    expect(await lives(token({ sub, iat: undefined }))).toBe(false);
  });

  it('ends nobody else’s token', async () => {
    const somebody = token({ sub: 'all-somebody' });
    await platform(server(), token({ sub: 'all-nobody' }), { body: { scope: 'all' } });
    expect(await lives(somebody)).toBe(true);
  });
});

describe('a named session', () => {
  const named = (mine: string, sessionId: string, reason?: string) =>
    platform(server(), mine, { body: { sessionId, ...(reason === undefined ? {} : { reason }) } });

  it('ends, and the caller’s own lives on', async () => {
    const mine = token({ sub: 'naming' });
    const other = await registered(server(), { subject: 'naming' });
    expect((await named(mine, other.sessionId)).status).toBe(200);
    expect(await lives(other.accessToken)).toBe(false);
    expect(await lives(mine)).toBe(true);
  });

  it('is 404 when unknown, and the same 404 when it is another user’s', async () => {
    const theirs = await registered(server(), { subject: 'not-naming' });
    const replies = [await named(token(), 'unknown'), await named(token(), theirs.sessionId)];
    expect(replies.map(({ status }) => status)).toStrictEqual([404, 404]);
    expect(replies[1]?.text).toBe(replies[0]?.text);
    expect(await stateOf(server(), theirs.sessionId)).toBe('active');
    await session(server(), theirs.accessToken);
    expect((await named(token(), theirs.sessionId)).text).toBe(replies[0]?.text);
  });

  it('is 409 when it has already ended', async () => {
    const mine = token({ sub: 'naming-ended' });
    const other = await registered(server(), { subject: 'naming-ended' });
    expect((await named(mine, other.sessionId)).status).toBe(200);
    expect((await named(mine, other.sessionId)).status).toBe(409);
  });

  it('is 200 when it is the caller’s own, ended or not', async () => {
    const mine = token({ sub: 'naming-own', sid: 'naming-own' });
    expect((await named(mine, 'naming-own')).status).toBe(200);
    expect((await named(mine, 'naming-own')).status).toBe(200);
    expect(await lives(mine)).toBe(false);
  });

  it('may be one that the caller knows by a token without sid', async () => {
    const jti = token({ sub: 'naming-jti', sid: undefined, jti: 'a-token' });
    await platform(server(), jti, { body: { scope: 'others' } });
    await afterSecond(nowSeconds());
    expect((await named(token({ sub: 'naming-jti' }), 'jti:a-token')).status).toBe(200);
    expect(await lives(jti)).toBe(false);
  });
});

describe('a reason', () => {
  it.each([{ scope: 'current' }, { sessionId: 'reason-named' }])(
    'is kept with the session that %j ended',
    async (ask) => {
      const sid = 'sessionId' in ask ? 'reason-named' : 'reason-current';
      await registered(server(), { subject: 'reason', sessionId: sid });
      await platform(server(), token({ sub: 'reason', sid }), { body: { ...ask, reason: 'Lost phone' } });
      expect(await sessionRecord(server(), sid)).toMatchObject({ state: 'ended', reason: 'Lost phone' });
    },
  );

  it.each(['others', 'all'])('is kept with every session that %s ended', async (scope) => {
    const subject = `reason-${scope}`;
    const one = await registered(server(), { subject });
    await platform(server(), token({ sub: subject }), { body: { scope, reason: 'Password changed' } });
    expect(await sessionRecord(server(), one.sessionId)).toMatchObject({ reason: 'Password changed' });
  });
});
