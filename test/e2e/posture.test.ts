/** What checks say while the store cannot: nothing, or by an open posture what they found a short while ago. */
import { describe, expect, it } from 'vitest';
import { introspect, verify } from '../support/checks.ts';
import { platform } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { refusedStart, sharedServer } from '../support/shared-server.ts';
import { store } from '../support/stores/under-test.ts';
import { bearer, token } from '../support/tokens.ts';

const POSTURE = 'x-session-posture';

describe('an open posture, with a store that fails', () => {
  const server = sharedServer(() => ({ env: { LOGOUTD_POSTURE: 'open/3600' } }));

  it('lets tokens pass that checks found active, says so everywhere, and knows of no other', async () => {
    const [known, introspected, logged, unknown] = [token({ sid: 'known' }), token(), token(), token()];
    for (const one of [known, logged]) {
      const reply = await verify(server(), one);
      expect([reply.status, reply.headers[POSTURE]]).toEqual([200, undefined]);
    }
    expect((await introspect(server(), introspected)).json()).toMatchObject({ active: true });
    const ended = token();
    expect((await platform(server(), ended)).status).toBe(200);

    store.damage(server().folder);
    const presumed = await verify(server(), known);
    expect([presumed.status, presumed.headers[POSTURE]]).toEqual([200, 'open']);
    expect(presumed.headers['x-session-id']).toBe('known');
    const reply = await introspect(server(), introspected);
    expect([reply.headers[POSTURE], reply.json()]).toMatchObject(['open', { active: true }]);

    for (const one of [unknown, ended]) {
      expect((await verify(server(), one)).status).toBe(503);
      expect((await introspect(server(), one)).status).toBe(500);
    }
    // Its logout could not be stored, and was not said to be; but nobody asks to be let in after that.
    expect((await platform(server(), logged)).status).toBe(500);
    expect((await verify(server(), logged)).status).toBe(503);

    const metrics = await request(server(), 'GET', '/metrics', { headers: bearer(ADMIN_KEY) });
    expect(metrics.text).toMatch(/^logoutd_checks_presumed_active_total 2$/m);
    expect(server().output()).toContain('"outcome":"session-presumed-active"');
    expect(server().output()).toContain('the store cannot say');
  });
});

it.each(['open', 'open/0', 'open/86401', 'open/1.5', 'OPEN/30', 'half'])(
  'is no posture, and stops the start: %s',
  async (LOGOUTD_POSTURE) => {
    const { status, output } = await refusedStart({ env: { LOGOUTD_POSTURE } });
    expect([status, output]).toEqual([
      78,
      expect.stringContaining('LOGOUTD_POSTURE must be closed, or open/'),
    ]);
  },
);
