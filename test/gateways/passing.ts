/** Who gets through a gateway, and as whom: the same for every gateway. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { platform, session } from '../support/logouts.ts';
import { openRaw, rawRequest } from '../support/raw.ts';
import { bearer, token } from '../support/tokens.ts';
import { describeForging } from './forging.ts';
import { describeRefusing } from './refusing.ts';
import { ask, expectRefused, type GatewayKind, sharedScene } from './scene.ts';
import { identity, identityIn } from './upstream.ts';

export function describePassing(kind: GatewayKind): void {
  const scene = sharedScene(kind);

  describe('a live session', () => {
    it.each([
      ['Authorization', (mine: string) => bearer(mine)],
      ['x-token', (mine: string) => ({ 'x-token': mine })],
      ['the cookie', (mine: string) => ({ Cookie: `other=1; gsm_token=${mine}` })],
    ])('passes by %s, with its identity', async (_, headers) => {
      const sid = randomUUID();
      const reply = await ask(scene(), { headers: headers(token({ sid, tid: 'acme' })) });
      expect([reply.status, reply.text]).toEqual([200, 'through']);
      const [arrived, ...more] = scene().app.take();
      expect(more).toEqual([]);
      expect(arrived && identityIn(arrived)).toEqual(identity(sid, 'ada', 'acme'));
    });

    it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
      'passes by %s with path, query and body, and does not once it has ended',
      async (method) => {
        const [sid, body] = [randomUUID(), method === 'GET' || method === 'HEAD' ? '' : 'a=1&b=2'];
        const mine = token({ sid });
        const parts = { headers: { ...bearer(mine), 'Content-Length': body.length }, body };
        expect((await ask(scene(), parts, method, '/deep/er?x=%2F')).status).toBe(200);
        expect(scene().app.take()).toMatchObject([{ method, target: '/deep/er?x=%2F', body }]);
        expect((await session(scene().logoutd, mine)).status).toBe(200);
        expect((await ask(scene(), parts, method, '/deep/er?x=%2F')).status).toBe(401);
        expect(scene().app.take()).toEqual([]);
      },
    );

    it('passes with a body in chunks', async () => {
      const lines = ['POST /a HTTP/1.1', 'Host: app', `Authorization: Bearer ${token()}`];
      const reply = await rawRequest(scene().gateway, [...lines, 'Transfer-Encoding: chunked'], {
        body: '3\r\nabc\r\n0\r\n\r\n',
      });
      expect(reply.status).toBe(200);
      expect(scene().app.take()).toMatchObject([{ method: 'POST', body: 'abc' }]);
    });

    it('of a name in another script arrives percent-encoded', async () => {
      const [sid, sub] = [randomUUID(), 'Ада\r\nX-Session-Id: 1'];
      expect((await ask(scene(), { headers: bearer(token({ sid, sub })) })).status).toBe(200);
      expect(scene().app.take().map(identityIn)).toEqual([identity(sid, sub)]);
    });

    it('passes with names of 255 letters of any script', async () => {
      const [sid, sub, tid] = ['Ж', 'Щ', 'Ю'].map((letter) => `${randomUUID()}${letter}`.padEnd(255, letter));
      expect((await ask(scene(), { headers: bearer(token({ sid, sub, tid })) })).status).toBe(200);
      expect(scene().app.take()).toHaveLength(1);
    });

    it('passes with a token of 6,000 characters', async () => {
      const mine = token({ roles: 'r'.repeat(4400) });
      expect(mine.length).toBeGreaterThan(5900);
      expect((await ask(scene(), { headers: bearer(mine) })).status).toBe(200);
    });
  });

  describe('an ended session', () => {
    it('gets 401 on the very next request of its connection, with the challenge', async () => {
      const mine = token();
      const connection = await openRaw(scene().gateway);
      const lines = ['GET /a HTTP/1.1', 'Host: app', `Authorization: Bearer ${mine}`, '', ''].join('\r\n');
      connection.write(lines);
      expect((await connection.reply()).status).toBe(200);
      expect(scene().app.take()).toHaveLength(1);
      expect((await platform(scene().logoutd, mine)).status).toBe(200);
      connection.write(lines);
      const refused = await connection.reply();
      connection.end();
      expect(refused.status).toBe(401);
      expect(refused.headers['www-authenticate']).toBe('Bearer realm="logoutd", error="invalid_token"');
      expect(scene().app.take()).toEqual([]);
    });

    it('gets 401 beside a credential of another that lives', async () => {
      const mine = token();
      await platform(scene().logoutd, mine);
      await expectRefused(scene(), 401, { headers: { ...bearer(token()), 'x-token': mine } });
    });
  });

  describeForging(scene);
  describeRefusing(scene);
}
