/** What Prometheus reads: counts and durations, with no label that a client can choose. */
import { describe, expect, it } from 'vitest';
import {
  control,
  gsm,
  platform,
  registered,
  SHARED_PATH,
  session,
  storefront,
  tenant,
} from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { CHECK_KEY, type TestServer } from '../support/server.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';

const server = sharedServer();

describe('/metrics', () => {
  const metrics = async (from: TestServer): Promise<string> => {
    const reply = await request(from, 'GET', '/metrics', { headers: bearer(CHECK_KEY) });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    return reply.text;
  };
  const value = (
    text: string,
    name: string,
    labels: Readonly<Record<string, string>>,
  ): number | undefined => {
    const line = text.split('\n').find((candidate) => {
      if (!candidate.startsWith(`${name}{`)) return false;
      return Object.entries(labels).every(([label, expected]) =>
        candidate.includes(`${label}="${expected}"`),
      );
    });
    return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ') + 1));
  };

  it('counts requests by contract and status, and sessions ended by contract and scope', async () => {
    const own = await ownServer();
    for (const _ of [1, 2]) await session(own, token());
    await session(own, 'none');
    await gsm(own, token());
    await storefront(own, token());
    await tenant(own, token({ tid: 'tenant-1' }));
    const other = await registered(own, { subject: 'metered' });
    const mine = token({ sub: 'metered' });
    await platform(own, mine, { body: { sessionId: other.sessionId } });
    await platform(own, mine, { body: { scope: 'others' } });
    await platform(own, mine, { body: { scope: 'all' } });
    await platform(own, mine);
    await platform(own, token());
    const text = await metrics(own);
    const requests = (contract: string, status: string) =>
      value(text, 'logoutd_requests_total', { contract, status });
    expect(requests('session', '200')).toBe(2);
    expect(requests('session', '401')).toBe(1);
    expect(requests('gsm', '200')).toBe(1);
    expect(requests('storefront', '200')).toBe(1);
    expect(requests('tenant', '200')).toBe(1);
    expect(requests('platform', '200')).toBe(5);
    const ended = (contract: string, scope: string) =>
      value(text, 'logoutd_sessions_ended_total', { contract, scope });
    expect(ended('session', 'current')).toBe(2);
    expect(ended('gsm', 'current')).toBe(1);
    expect(ended('storefront', 'current')).toBe(1);
    expect(ended('tenant', 'current')).toBeUndefined();
    for (const scope of ['named', 'others', 'all', 'current']) expect(ended('platform', scope)).toBe(1);
  });

  it('has histograms of durations by contract and of the store’s latency', async () => {
    const own = await ownServer();
    await session(own, token());
    const text = await metrics(own);
    expect(text).toContain('# TYPE logoutd_request_duration_seconds histogram');
    expect(value(text, 'logoutd_request_duration_seconds_count', { contract: 'session' })).toBe(1);
    expect(text).toContain('# TYPE logoutd_store_operation_duration_seconds histogram');
    const store = { operation: 'update', result: 'ok' };
    expect(value(text, 'logoutd_store_operation_duration_seconds_count', store)).toBe(1);
  });

  it('has no label that a client can choose', async () => {
    const own = await ownServer();
    await session(own, token({ sub: 'canary-subject', sid: 'canary-session' }));
    await request(own, 'GET', '/canary-path');
    await request(own, 'PURGE', SHARED_PATH, { headers: { 'x-store-id': 'canary-store' } });
    expect(await metrics(own)).not.toMatch(/canary|PURGE/);
  });

  it('needs a key: an admin’s or a check key', async () => {
    expect((await request(server(), 'GET', '/metrics')).status).toBe(401);
    expect((await request(server(), 'GET', '/metrics', { headers: bearer('none') })).status).toBe(401);
    expect((await control(server(), 'GET', '/metrics')).status).toBe(200);
  });
});
