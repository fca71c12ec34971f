/** RFC 7662, sections 2.3 and 4: who may ask, how, and what the server has to look at before it says `active`. */
import { describe, expect, it } from 'vitest';
import { introspect, introspectForm, revoke } from '../support/checks.ts';
import { sessionRecord } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY, CHECK_KEY } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, nowSeconds, token } from '../support/tokens.ts';

const server = sharedServer();
const INACTIVE = '{"active":false}';

describe('RFC 7662, section 2.3', () => {
  it.each([
    ['an admin key', ADMIN_KEY],
    ['a check key', CHECK_KEY],
  ])('lets the holder of %s ask', async (_, key) => {
    const reply = await introspectForm(server(), { token: token() }, bearer(key));
    expect([reply.status, reply.json()]).toMatchObject([200, { active: true }]);
  });

  it('is 401 to anybody else, be it to the token itself, and says nothing of the token', async () => {
    const mine = token({ sid: 'never-seen' });
    for (const headers of [{ Authorization: '' }, bearer(`${CHECK_KEY}x`), bearer(mine)]) {
      const reply = await introspectForm(server(), { token: mine }, headers);
      expect(reply.status).toBe(401);
      expect(reply.headers['www-authenticate']).toMatch(/^Bearer realm="logoutd"/);
      expect(reply.json()).toMatchObject({ title: 'Unauthorized', status: 401 });
      expect(reply.text).not.toContain('active"');
    }
    expect(await sessionRecord(server(), 'never-seen')).toBeUndefined();
  });

  it('asks who is there before it looks at the form', async () => {
    expect((await introspectForm(server(), 'token=a&token=b', bearer('nobody-s-key'))).status).toBe(401);
  });

  it('does not take an authorised question about an inactive token for an error', async () => {
    for (const value of ['none', '.', '..', 'é', '"', '\u0000', token().slice(0, -1)]) {
      const reply = await introspect(server(), value);
      expect([reply.status, reply.text]).toStrictEqual([200, INACTIVE]);
    }
  });
});

describe('RFC 7662, section 4', () => {
  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])('does not support %s (405)', async (method) => {
    const path = `/v1/introspect?token=${token()}`;
    const reply = await request(server(), method, path, { headers: bearer(ADMIN_KEY) });
    expect(reply.status).toBe(405);
    expect(reply.headers.allow?.split(', ').sort()).toStrictEqual(['OPTIONS', 'POST']);
  });

  it('does not read a token from the query', async () => {
    const path = `/v1/introspect?token=${token()}`;
    const headers = { ...bearer(CHECK_KEY), 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await request(server(), 'POST', path, { headers, body: '' })).status).toBe(400);
  });

  const signedByNobody = (): string => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none' })}.${part({ sub: 'ada', exp: nowSeconds() + 600 })}.`;
  };

  it.each([
    ['expired', () => token({ iat: nowSeconds() - 7200, exp: nowSeconds() - 1 })],
    ['expires now', () => token({ exp: nowSeconds() })],
    ['never expires', () => token({ exp: undefined })],
    ['is not valid yet', () => token({ nbf: nowSeconds() + 600 })],
    ['was issued in the future', () => token({ iat: nowSeconds() + 600 })],
    ['was signed with another secret', () => token({}, 'another-secret-that-nobody-was-told-of-012345')],
    ['was signed by nobody', signedByNobody],
  ])('has a token inactive that %s', async (_, make) => {
    expect((await introspect(server(), make())).text).toBe(INACTIVE);
  });

  it('has a token inactive once it was revoked', async () => {
    const mine = token();
    expect((await introspect(server(), mine)).json()).toMatchObject({ active: true });
    expect((await revoke(server(), mine)).status).toBe(200);
    expect((await introspect(server(), mine)).text).toBe(INACTIVE);
  });

  it('does not let a refused token make its session known', async () => {
    const claims = { sid: 'of-a-forger', sub: 'ada' };
    await introspect(server(), token(claims, 'another-secret-that-nobody-was-told-of-012345'));
    expect(await sessionRecord(server(), 'of-a-forger')).toBeUndefined();
  });
});
