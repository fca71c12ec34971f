/** Promise: a session ended in whatever way is inactive in every check that begins after the answer has come. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { introspect, isActive, verify } from '../support/checks.ts';
import { endingTokens, type Tokens } from '../support/ending-tokens.ts';
import { control, platform } from '../support/logouts.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { serverOfAllWays, waysOfEnding } from '../support/ways-of-ending.ts';

const moments = ['while the server runs', 'after kill -9 and a restart'] as const;
const ways = waysOfEnding.map((way, index) => ({ ...way, user: `user-${index}` }));
const ofInactive = ways.filter(({ name }) => name === 'an account turned inactive');

describe.each(moments)('a session that was ended, %s', (moment) => {
  let server: TestServer;
  const tokens = new Map<string, Tokens>();

  beforeAll(async () => {
    const options = serverOfAllWays();
    server = await startServer(options);
    for (const way of ways) {
      const made = await endingTokens(server, way.user, way.signer);
      tokens.set(way.user, made);
      const { status, text } = await way.end(server, made, way.user);
      expect(status, `${way.name}: ${text}`).toBeGreaterThanOrEqual(200);
      expect(status, `${way.name}: ${text}`).toBeLessThan(300);
    }
    if (moment === 'while the server runs') return;
    await server.stop('SIGKILL');
    server = await startServer({ ...options, folder: server.folder });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
  });

  const of = (user: string): Tokens => {
    const made = tokens.get(user);
    if (made === undefined) throw new Error(`no tokens were made for ${user}`);
    return made;
  };

  describe.each(ways)('by $name', ({ user, ends, spares, name }) => {
    const isInactive = name === 'an account turned inactive';

    it.each(ends)('does not pass verify: %s', async (whose) => {
      const reply = await verify(server, of(user)[whose]);
      expect(reply.status).toBe(isInactive ? 403 : 401);
      if (isInactive) return;
      expect(reply.headers['www-authenticate']).toBe('Bearer realm="logoutd", error="invalid_token"');
    });

    it.each(ends)('is inactive at introspection, which says no more: %s', async (whose) => {
      const reply = await introspect(server, of(user)[whose]);
      expect([reply.status, reply.text]).toStrictEqual([200, '{"active":false}']);
    });

    it.each(ends)('is no credential to end other sessions with: %s', async (whose) => {
      for (const body of [{ scope: 'others' }, { scope: 'all' }, { sessionId: `${user}-unseen-too` }]) {
        expect((await platform(server, of(user)[whose], { body })).status).toBe(401);
      }
    });

    it.each(spares)('leaves the session of another token active: %s', async (whose) => {
      expect(await isActive(server, of(user)[whose])).toBe(true);
    });
  });

  it.each(ofInactive)('by $name stays so when the account is active again', async ({ user, ends }) => {
    expect((await control(server, 'PUT', `/v1/accounts/${user}`, { status: 'active' })).status).toBe(200);
    for (const whose of ends) {
      expect((await verify(server, of(user)[whose])).status).toBe(401);
      expect((await introspect(server, of(user)[whose])).text).toBe('{"active":false}');
    }
  });
});
