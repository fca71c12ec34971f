/** Limits per client address: 30 logouts an hour at tenant, and whose address it is. */
import { describe, expect, it } from 'vitest';
import { control, gsm, platform, session, storefront, tenant } from '../support/logouts.ts';
import type { Reply } from '../support/request.ts';
import type { TestServer } from '../support/server.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { store } from '../support/stores/under-test.ts';
import { token } from '../support/tokens.ts';

const LIMIT = 30;
/** The documented limit, which the suite's other servers do without. */
const limited = { LOGOUTD_RATE_LIMIT_TENANT: '' };
const behindProxy = sharedServer(() => ({ env: { ...limited, LOGOUTD_TRUSTED_PROXIES: '127.0.0.1' } }));

const from = (server: TestServer, address: string): Promise<Reply> =>
  tenant(server, token({ tid: 'tenant-1' }), { headers: { 'X-Forwarded-For': address } });

/** Takes up what the addresses have together; each must be answered. */
async function useUp(addresses: (at: number) => string, server: TestServer = behindProxy()): Promise<void> {
  for (let at = 0; at < LIMIT; at += 1) {
    const { status } = await from(server, addresses(at));
    expect(status, `request ${at + 1} from ${addresses(at)}`).toBe(200);
  }
}

describe('the 31st request of an hour', () => {
  it('is 429, with when to come again', async () => {
    await useUp(() => '192.0.2.1');
    const reply = await from(behindProxy(), '192.0.2.1');
    expect(reply.status).toBe(429);
    expect(reply.json()).toMatchObject({
      error: { message: 'Too many requests', code: 'TOO_MANY_REQUESTS', status: 429 },
    });
    const retryAfter = String(reply.headers['retry-after']);
    expect(retryAfter).toMatch(/^\d+$/);
    expect(Number(retryAfter)).toBeGreaterThan(3500);
    expect(Number(retryAfter)).toBeLessThanOrEqual(3600);
    expect(reply.headers['ratelimit']).toMatch(/^"tenant"; r=0; t=\d+$/);
    expect(reply.headers['ratelimit-policy']).toMatch(/^"tenant"; q=30; w=3600(;|$)/);
    expect((await from(behindProxy(), '192.0.2.2')).status).toBe(200);
  });

  it('is 429 whatever the credentials: requests without a token count as well', async () => {
    const server = await ownServer({ env: limited });
    for (let at = 0; at < LIMIT; at += 1) expect((await tenant(server, 'none')).status).toBe(401);
    expect((await tenant(server, token({ tid: 'tenant-1' }))).status).toBe(429);
  });

  it('is counted down by a fault, too, whose answer says so', async () => {
    const server = await ownServer({ env: limited });
    const unlock = store.refuseWrites(server.folder);
    const reply = await tenant(server, token({ tid: 'tenant-1' })).finally(unlock);
    expect(reply.status).toBe(500);
    expect(reply.headers['ratelimit']).toMatch(/^"tenant"; r=29; t=\d+$/);
    expect(reply.headers['ratelimit-policy']).toMatch(/^"tenant"; q=30; w=3600(;|$)/);
  });

  it('leaves every other contract of the address alone', async () => {
    const server = await ownServer({ env: limited });
    await useUp(() => '127.0.0.1', server);
    expect((await tenant(server, token({ tid: 'tenant-1' }))).status).toBe(429);
    for (const logout of [platform, gsm, session, storefront]) {
      const reply = await logout(server, token());
      expect(reply.status).toBe(200);
      expect(reply.headers['ratelimit-policy']).toContain(`"${logout.name}"; q=600; w=60`);
      expect(reply.headers['ratelimit']).toMatch(/; r=599; t=\d+$/);
    }
    const admin = await control(server, 'GET', '/v1/sessions');
    expect(admin.headers['ratelimit']).toBeUndefined();
  });

  it('is announced from the first answer on', async () => {
    const { headers } = await from(behindProxy(), '192.0.2.9');
    expect(headers['ratelimit']).toContain('r=29');
  });
});

describe('an address', () => {
  it('counts together with its IPv6 neighbours within a /56, and with no other', async () => {
    await useUp((at) => `2001:db8:0:12${at.toString(16).padStart(2, '0')}::${at + 1}`);
    expect((await from(behindProxy(), '2001:db8:0:12ff:1:2:3:4')).status).toBe(429);
    expect((await from(behindProxy(), '2001:0DB8:0000:1200::1')).status).toBe(429);
    expect((await from(behindProxy(), '2001:db8:0:1300::1')).status).toBe(200);
    expect((await from(behindProxy(), '2001:db8:1:1200::1')).status).toBe(200);
  });

  it('counts as its IPv4 in every spelling that maps one', async () => {
    const spellings = ['203.0.113.7', '::ffff:203.0.113.7', '::ffff:cb00:7107', '0:0:0:0:0:ffff:203.0.113.7'];
    await useUp((at) => spellings[at % spellings.length] ?? '');
    for (const spelling of spellings) {
      expect((await from(behindProxy(), spelling)).status, spelling).toBe(429);
    }
    expect((await from(behindProxy(), '::ffff:203.0.113.8')).status).toBe(200);
  });

  it('is the last one that the trusted proxy added, whatever its client claimed before', async () => {
    await useUp((at) => `10.1.1.${at}, 198.51.100.1`);
    expect((await from(behindProxy(), '10.9.9.9, 198.51.100.1')).status).toBe(429);
    expect((await from(behindProxy(), '198.51.100.2')).status).toBe(200);
  });
});

describe('an untrusted X-Forwarded-For', () => {
  const warnings = (server: TestServer) => server.log().filter((line) => line['level'] === 40);

  it('does not help, and is warned of exactly once', async () => {
    const server = await ownServer({ env: limited });
    await useUp((at) => `198.51.100.${at}`, server);
    expect((await from(server, '198.51.100.200')).status).toBe(429);
    expect((await tenant(server, token({ tid: 'tenant-1' }))).status).toBe(429);
    await server.stop();
    expect(warnings(server)).toMatchObject([{ msg: expect.stringContaining('LOGOUTD_TRUSTED_PROXIES') }]);
  });

  it('is not warned of where it comes from a trusted proxy', async () => {
    const server = await ownServer({ env: { LOGOUTD_TRUSTED_PROXIES: '127.0.0.0/8' } });
    await from(server, '198.51.100.1');
    await server.stop();
    expect(warnings(server)).toStrictEqual([]);
  });

  it.each(['unknown', '', 'a, b', '999.1.1.1', '[::1]:80', '1.2.3.4:5678', '_hidden', '\u00ff'])(
    'is no fault, even from a trusted proxy, when it is no address: %j',
    async (value) => {
      const reply = await from(behindProxy(), value);
      expect([200, 429]).toContain(reply.status);
    },
  );
});
