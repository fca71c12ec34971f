/** `revokeSessions`: a cut-off over many sessions, or a count of what it would end. */
import { describe, expect, it } from 'vitest';
import { isActive } from '../support/checks.ts';
import { control, registered, stateOf } from '../support/logouts.ts';
import { readLog } from '../support/revocation-log.ts';
import { sharedServer } from '../support/shared-server.ts';
import { nowSeconds, token } from '../support/tokens.ts';

const server = sharedServer();
const order = (body: object) => control(server(), 'POST', '/v1/revocations', body);
const ago = (seconds: number): string => new Date((nowSeconds() - seconds) * 1000).toISOString();

describe('a dry run', () => {
  it('counts what the same request would end, and ends nothing', async () => {
    const subject = 'counted';
    const known = [await registered(server(), { subject }), await registered(server(), { subject })];
    const [seen, stranger] = [token({ sub: subject }), token({ sub: 'not-counted' })];
    for (const value of [seen, stranger]) expect(await isActive(server(), value)).toBe(true);
    const log = await readLog(server());
    const counted = await order({ subject, dryRun: true });
    expect([counted.status, counted.json()]).toStrictEqual([200, { matchedSessions: 3 }]);
    for (const { accessToken } of known) expect(await isActive(server(), accessToken)).toBe(true);
    expect(await isActive(server(), seen)).toBe(true);
    expect(await readLog(server())).toStrictEqual(log);

    const done = await order({ subject, dryRun: false });
    expect([done.status, done.json()]).toMatchObject([201, { matchedSessions: 3 }]);
    for (const { accessToken } of known) expect(await isActive(server(), accessToken)).toBe(false);
    expect(await isActive(server(), stranger)).toBe(true);
    expect((await order({ subject, dryRun: true })).json()).toStrictEqual({ matchedSessions: 0 });
  });

  it('refuses what the same request would be refused for', async () => {
    const future = new Date(Date.now() + 3_600_000).toISOString();
    for (const body of [
      {},
      { subject: 'a', tenant: 'b' },
      { subject: 'a', before: future },
      { issuer: 'nobody' },
    ]) {
      expect((await order({ ...body, dryRun: true })).status).toBe(422);
    }
  });
});

describe('a moment that no clock shows', () => {
  it.each(['2025-02-30T12:00:00Z', '2025-04-31T00:00:00Z', '2025-02-29T00:00:00Z', '2025-01-01T24:00:00Z'])(
    'is no moment for a cut-off, nor the end of a session: %s',
    async (moment) => {
      const detail = expect.stringContaining('is a moment that no clock shows');
      expect((await order({ subject: 'a', before: moment })).json()).toMatchObject({ status: 422, detail });
      const asked = { subject: 'a', expiresAt: moment };
      const reply = await control(server(), 'POST', '/v1/sessions', asked);
      expect(reply.json()).toMatchObject({ status: 422, detail });
    },
  );

  it('is not the last day of February in a leap year', async () => {
    expect((await order({ subject: 'a', before: '2024-02-29T23:59:59.999+14:00' })).status).toBe(201);
  });
});

describe('a cut-off', () => {
  it('is answered with its place in the log', async () => {
    const reply = await order({ subject: 'placed', reason: 'For the log' });
    const { id, cursor } = reply.json() as { readonly id: string; readonly cursor: string };
    const entry = (await readLog(server())).revocations.find((one) => one.id === id);
    expect(entry).toMatchObject({ cursor, scope: 'subject', subject: 'placed', reason: 'For the log' });
  });

  it('up to a moment in the past ends what was issued until then, and nothing later', async () => {
    const sub = 'past';
    const [old, young] = [token({ sub, iat: nowSeconds() - 600 }), token({ sub, iat: nowSeconds() - 60 })];
    const since = await registered(server(), { subject: sub });
    for (const value of [old, young]) expect(await isActive(server(), value)).toBe(true);
    expect((await order({ subject: sub, before: ago(300) })).json()).toMatchObject({ matchedSessions: 1 });
    expect(await isActive(server(), old)).toBe(false);
    expect(await isActive(server(), token({ sub, iat: nowSeconds() - 301 }))).toBe(false);
    expect(await isActive(server(), young)).toBe(true);
    expect(await stateOf(server(), since.sessionId)).toBe('active');
  });

  it('further in the past does not weaken one that came before', async () => {
    const sub = 'strictest';
    const mine = token({ sub, iat: nowSeconds() - 600 });
    await order({ subject: sub, before: ago(300) });
    expect((await order({ subject: sub, before: ago(3000) })).status).toBe(201);
    expect(await isActive(server(), mine)).toBe(false);
  });

  it('in the future is 422, and ends nothing', async () => {
    const mine = token({ sub: 'future' });
    const before = new Date(Date.now() + 60_000).toISOString();
    const reply = await order({ subject: 'future', before });
    expect([reply.status, reply.json()]).toMatchObject([422, { detail: 'before is in the future.' }]);
    expect(await isActive(server(), mine)).toBe(true);
  });

  it.each([
    {},
    { reason: 'Nobody is named' },
    { subject: 'selected', tenant: 'acme' },
    { subject: 'selected', issuer: 'default' },
    { keyId: 'k', issuer: 'default' },
    { subject: 'selected', tenant: 'acme', issuer: 'default', keyId: 'k' },
  ])('has to select by exactly one member: %j is 422, and ends nothing', async (body) => {
    const mine = token({ sub: 'selected', tid: 'acme' });
    const log = await readLog(server());
    const reply = await order(body);
    expect([reply.status, reply.json()]).toMatchObject([422, { title: 'Unprocessable Content' }]);
    expect(await isActive(server(), mine)).toBe(true);
    expect(await readLog(server())).toStrictEqual(log);
  });

  it.each([
    { subject: '' },
    { subject: 7 },
    { subject: 'a', before: 'yesterday' },
    { subject: 'a', reason: '' },
    { subject: 'a', reason: 'x'.repeat(201) },
    { subject: 'a', dryRun: 'true' },
    { subject: 'a', all: true },
  ])('is 400 where the schema refuses it: %j', async (body) => {
    expect((await order(body)).status).toBe(400);
  });

  it('is 422 at an issuer that nobody configured', async () => {
    const path = '/v1/revocations?issuer=nobody';
    expect((await control(server(), 'POST', path, { subject: 'a' })).status).toBe(422);
    expect((await order({ issuer: 'nobody' })).status).toBe(422);
  });
});
