/** RFC 7009, a sentence of it at a time. */
import { describe, expect, it } from 'vitest';
import { isActive, revoke, revokeForm } from '../support/checks.ts';
import { control, platform, sessionRecord, stateOf } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY, CHECK_KEY } from '../support/server.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { store } from '../support/stores/under-test.ts';
import { bearer, nowSeconds, token } from '../support/tokens.ts';

const server = sharedServer();

async function activeToken(claims: object = {}): Promise<string> {
  const mine = token({ ...claims });
  expect(await isActive(server(), mine)).toBe(true);
  return mine;
}

describe('RFC 7009, section 2.1: the request', () => {
  it('is a form with `token`, which is required', async () => {
    const mine = await activeToken();
    expect((await revokeForm(server(), { token: mine })).status).toBe(200);
    expect(await isActive(server(), mine)).toBe(false);
    expect((await revokeForm(server(), { token_type_hint: 'access_token' })).status).toBe(400);
  });

  it('ends the token at once, and what is related to it: every other token of its session', async () => {
    const sid = 'revoked-with-all-tokens';
    const [first, second, stranger] = [await activeToken({ sid }), token({ sid, n: 2 }), await activeToken()];
    await revoke(server(), first);
    for (const value of [first, second]) expect(await isActive(server(), value)).toBe(false);
    expect(await isActive(server(), stranger)).toBe(true);
    expect(await sessionRecord(server(), sid)).toMatchObject({ state: 'ended', endedBy: 'admin' });
  });

  it('ends a token that was never seen before', async () => {
    const unseen = token();
    await revoke(server(), unseen);
    expect(await isActive(server(), unseen)).toBe(false);
  });

  it.each(['refresh_token', 'urn:of:nobody', ''])(
    'finds the token whatever `token_type_hint` says: %j',
    async (token_type_hint) => {
      const mine = await activeToken();
      const reply = await revokeForm(server(), { token: mine, token_type_hint });
      expect([reply.status, reply.text]).toStrictEqual([200, '']);
      expect(await isActive(server(), mine)).toBe(false);
    },
  );

  it('has to come from somebody who may: a check key is 403, and no key 401', async () => {
    const mine = await activeToken();
    expect((await revokeForm(server(), { token: mine }, bearer(CHECK_KEY))).status).toBe(403);
    for (const headers of [{ Authorization: '' }, bearer('nobody-s-key'), bearer(mine)]) {
      expect((await revokeForm(server(), { token: mine }, headers)).status).toBe(401);
    }
    expect(await isActive(server(), mine)).toBe(true);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE'])('is a POST: %s is 405 and ends nothing', async (method) => {
    const mine = await activeToken();
    const path = `/v1/revoke?token=${mine}`;
    expect((await request(server(), method, path, { headers: bearer(ADMIN_KEY) })).status).toBe(405);
    expect(await isActive(server(), mine)).toBe(true);
  });
});

describe('RFC 7009, section 2.2: the response', () => {
  it('is 200 with an empty body, since all there is to say is the status', async () => {
    const reply = await revoke(server(), token());
    expect([reply.status, reply.text]).toStrictEqual([200, '']);
    expect(reply.headers['content-type']).toBeUndefined();
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['is none', () => 'none'],
    ['has expired', () => token({ iat: nowSeconds() - 7200, exp: nowSeconds() - 1 })],
    ['somebody else signed', () => token({}, 'another-secret-that-nobody-was-told-of-012345')],
  ])('is the same 200 for a token that %s', async (_, make) => {
    const reply = await revoke(server(), make());
    expect([reply.status, reply.text]).toStrictEqual([200, '']);
  });

  it('is the same 200 the second time, and keeps the first end', async () => {
    const sid = 'revoked-twice';
    const mine = token({ sid });
    await platform(server(), mine, { body: { reason: 'The first end' } });
    const first = await sessionRecord(server(), sid);
    expect((await revoke(server(), mine)).status).toBe(200);
    expect(await sessionRecord(server(), sid)).toStrictEqual(first);
  });

  it('does not end a session of one user by a token of another that names it', async () => {
    const sid = 'owned-by-grace';
    const hers = await activeToken({ sub: 'grace', sid });
    const reply = await revoke(server(), token({ sub: 'ada', sid }));
    expect([reply.status, reply.text]).toStrictEqual([200, '']);
    expect(await isActive(server(), hers)).toBe(true);
  });

  it('ends the session of a suspended account, which does not come back with it', async () => {
    const mine = token({ sub: 'held', sid: 'held-and-revoked' });
    await control(server(), 'PUT', '/v1/accounts/held', { status: 'suspended' });
    expect((await revoke(server(), mine)).status).toBe(200);
    await control(server(), 'PUT', '/v1/accounts/held', { status: 'active' });
    expect(await isActive(server(), mine)).toBe(false);
    expect(await stateOf(server(), 'held-and-revoked')).toBe('ended');
  });
});

describe('RFC 7009, section 2.2.1: the error response', () => {
  const mine = token();
  it.each([
    ['without a token', '', {}],
    ['with an empty one', 'token=', {}],
    ['with two', `token=${mine}&token=${mine}`, {}],
    ['with two hints', `token=${mine}&token_type_hint=a&token_type_hint=b`, {}],
    ['as JSON', JSON.stringify({ token: mine }), { 'Content-Type': 'application/json' }],
    ['compressed', `token=${mine}`, { 'Content-Encoding': 'gzip' }],
    ['over 16 KiB', `token=${mine}&more=${'x'.repeat(16 * 1024)}`, {}],
  ])('has the error code invalid_request: %s', async (_, form, headers) => {
    const reply = await revokeForm(server(), form, headers);
    expect([reply.status, reply.json()]).toMatchObject([400, { status: 400, error: 'invalid_request' }]);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(await isActive(server(), mine)).toBe(true);
  });

  it('is a 500 that leaves the token alone where the end cannot be stored', async () => {
    const own = await ownServer();
    const value = token();
    expect(await isActive(own, value)).toBe(true);
    const unlock = store.refuseWrites(own.folder);
    const reply = await revoke(own, value).finally(unlock);
    expect(reply.status).toBe(500);
    expect(await isActive(own, value)).toBe(true);
    expect((await revoke(own, value)).status).toBe(200);
    expect(await isActive(own, value)).toBe(false);
  });
});
