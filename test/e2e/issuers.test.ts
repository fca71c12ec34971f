/** Two issuers that know users and sessions of the same names: nothing of one touches the other's. */
import { describe, expect, it } from 'vitest';
import { NORTH_SECRET, SOUTH_SECRET, twoIssuers } from '../support/config-file.ts';
import {
  control,
  gsm,
  platform,
  registered,
  revoking,
  session,
  stateOf,
  storefront,
  tenant,
} from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer(twoIssuers);
const north = (claims: object): string => token({ ...claims }, NORTH_SECRET);
const south = (claims: object): string => token({ ...claims }, SOUTH_SECRET);

describe('a token of one issuer', () => {
  it.each(['others', 'all'])('does not touch the other’s user of the same name by %s', async (scope) => {
    const sub = `name-of-both-${scope}`;
    const theirs = south({ sub });
    const known = await registered(server(), { subject: sub, issuer: 'south' });
    expect((await platform(server(), north({ sub }), { body: { scope } })).status).toBe(200);
    expect(await stateOf(server(), known.sessionId, 'south')).toBe('active');
    expect((await gsm(server(), theirs)).status).toBe(200);
  });

  it('cannot name a session of the other', async () => {
    const known = await registered(server(), { subject: 'naming', issuer: 'south' });
    const body = { sessionId: known.sessionId };
    expect((await platform(server(), north({ sub: 'naming' }), { body })).status).toBe(404);
    expect(await stateOf(server(), known.sessionId, 'south')).toBe('active');
  });

  it('ends its own where the other has a session of that name', async () => {
    const sessionId = 'shared-name';
    await registered(server(), { subject: 'both', sessionId, issuer: 'north' });
    await registered(server(), { subject: 'both', sessionId, issuer: 'south' });
    await platform(server(), north({ sub: 'both' }), { body: { sessionId } });
    expect(await stateOf(server(), sessionId, 'north')).toBe('ended');
    expect(await stateOf(server(), sessionId, 'south')).toBe('active');
  });

  it('is not held to the other’s account of the same name', async () => {
    await control(server(), 'PUT', '/v1/accounts/held?issuer=south', { status: 'suspended' });
    expect((await platform(server(), south({ sub: 'held' }))).status).toBe(403);
    expect((await platform(server(), north({ sub: 'held' }))).status).toBe(200);
  });

  it('does not mark the other’s user of the same name as logged out', async () => {
    await control(server(), 'PUT', '/v1/accounts/marked?issuer=south', {});
    await registered(server(), { subject: 'marked', issuer: 'south' });
    expect((await tenant(server(), north({ sub: 'marked', tid: 'tenant-1' }))).status).toBe(200);
    const account = (await control(server(), 'GET', '/v1/accounts/marked?issuer=south')).json();
    expect(account).toMatchObject({ loginStatus: 'logged_in' });
  });

  it('is not taken for an account of the other at storefront', async () => {
    await control(server(), 'PUT', '/v1/accounts/shop?issuer=south', { email: 'shop@example.com' });
    const reply = await storefront(server(), north({ sub: 'shop', email: 'token@example.com' }));
    expect(reply.json()).toMatchObject({ data: { email: 'token@example.com' }, source: '' });
  });

  it('counts beside one of the other in the same request: each is ended', async () => {
    const [bearer, cookie] = [north({ sub: 'two' }), south({ sub: 'two' })];
    expect((await gsm(server(), bearer, { headers: { Cookie: `gsm_token=${cookie}` } })).status).toBe(200);
    expect((await gsm(server(), bearer)).status).toBe(401);
    expect((await gsm(server(), cookie)).status).toBe(401);
  });
});

describe('a session', () => {
  it('belongs to the subject that it was first seen with: another one’s token of it is invalid', async () => {
    const sid = 'owned';
    await registered(server(), { subject: 'owner', sessionId: sid, issuer: 'north' });
    for (const logout of Object.values(revoking)) {
      expect((await logout(server(), north({ sub: 'intruder', sid }))).status).toBe(401);
    }
    expect(await stateOf(server(), sid, 'north')).toBe('active');
    expect((await session(server(), north({ sub: 'owner', sid }))).status).toBe(200);
  });
});
